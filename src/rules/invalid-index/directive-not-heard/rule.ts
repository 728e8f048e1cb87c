import type { CommentLine } from '../../../frameworks/comment-lines.js';
import type { Framework } from '../../../frameworks/framework.js';
import { code, comment } from '../../prose.js';
import { migrationRule, type Edit, type Match } from '../../rule.js';

interface Unheard extends Match {
  readonly line: CommentLine;
  readonly tool: Framework;
  readonly text: string;
}

export const rule = migrationRule<Unheard>({
  id: 'directive-not-heard',
  mode: 'invalid-index',
  detect: (migration) => {
    const { framework, unheard } = migration.runner;
    if (framework === null || unheard === null) return [];
    const { start, end } = unheard;
    return [
      {
        severity: 'caution',
        at: { kind: 'comment', migration, span: { start, end } },
        alsoModes: ['replica-schema-drift'],
        line: unheard,
        tool: framework,
        text: migration.text,
      },
    ];
  },
  describe: ({ line, tool }) => ({
    title: `${tool.title} does not read this directive`,
    message: `${code(line.text.trim().slice(0, 80))} is a comment to ${tool.title} here, and the file runs as if it were not there. ${
      tool.optOut === null ? `${tool.title} has no such directive.` : `What it reads is ${tool.optOut.place}.`
    }`,
    fix: tool.optOut === null ? '' : comment(tool.optOut.place.replaceAll('`', '')),
  }),
  boxes: ({ line, tool }) => [
    {
      phase: 'before',
      text: `Nothing in the file counts on ${code(line.text.trim().slice(0, 80))}, which ${tool.title} does not read`,
      sql: '',
    },
  ],
  suggest: heard,
});

/** The directive where and as the tool reads it, in place of the comment. */
function heard({ line, tool, text }: Unheard): readonly Edit[] | null {
  const wanted = tool.optOut?.corrected?.(line.text) ?? null;
  if (wanted === null) return null;
  const start = line.start - (/[ \t]*$/.exec(text.slice(0, line.start))?.[0].length ?? 0);
  if (wanted.at === 'here' || start === 0) {
    const parted = wanted.at !== 'header' || /^\r?\n[ \t]*\r?\n/.test(text.slice(line.end));
    return [{ span: { start, end: line.end }, text: `${wanted.text}${parted ? '' : '\n'}` }];
  }
  const above = `${wanted.text}\n${wanted.at === 'header' ? '\n' : ''}`;
  return [
    { span: { start: 0, end: 0 }, text: above },
    { span: { start: start - (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0), end: line.end }, text: '' },
  ];
}
