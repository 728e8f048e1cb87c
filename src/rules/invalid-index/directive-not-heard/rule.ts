import type { CommentLine } from '../../../frameworks/comment-lines.js';
import type { Framework } from '../../../frameworks/framework.js';
import { code, comment } from '../../prose.js';
import { migrationRule, type Match } from '../../rule.js';

interface Unheard extends Match {
  readonly line: CommentLine;
  readonly tool: Framework;
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
});
