import { ConfigError } from './errors.js';
import { painter } from './render/paint.js';
import type { Paint } from './render/paint.js';
import { visible } from './render/plain-text.js';
import { wrap } from './render/wrap.js';
import { FAILURE_MODES } from './rules/mode.js';
import type { FailureMode } from './rules/mode.js';
import { didYouMean } from './settings/nearest.js';

/** Every rule's page by the rule's name, with the id of its mode. */
export type RuleDocs = Readonly<Record<string, { readonly mode: string; readonly markdown: string }>>;

interface Options {
  readonly width: number;
  readonly color: boolean;
}

/** What a mode (by letter or id) or a rule is; without a topic all modes with their rules. */
export function explain(topic: string | null, docs: RuleDocs, { width, color }: Options): string {
  const paint = painter(color);
  if (topic === null) return overview(docs, paint);
  const mode = FAILURE_MODES.find(({ letter, id }) => topic === id || topic.toLowerCase() === letter);
  if (mode !== undefined) return modePage(mode, docs, width, paint);
  const rule = Object.hasOwn(docs, topic) ? docs[topic] : undefined;
  if (rule !== undefined) return rulePage(rule.markdown, paint);
  const names = [...FAILURE_MODES.map(({ id }) => id), ...Object.keys(docs)];
  throw new ConfigError(
    `there is no mode or rule "${topic.slice(0, 60)}"`,
    `${didYouMean(topic, names)}\`pg-preflight explain\` lists them all.`,
  );
}

function overview(docs: RuleDocs, paint: Paint): string {
  const modes = FAILURE_MODES.map((mode) => [heading(mode, paint), ...ruleLines(mode, docs)].join('\n'));
  const others = Object.keys(docs).filter((rule) => !FAILURE_MODES.some(({ id }) => id === docs[rule]?.mode));
  const rest = others.length === 0 ? [] : [[paint('bold', 'Without a mode'), ...others.map(indented)].join('\n')];
  return `${[...modes, ...rest].join('\n\n')}\n\nMore about one: pg-preflight explain MODE|RULE\n`;
}

function modePage(mode: FailureMode, docs: RuleDocs, width: number, paint: Paint): string {
  const rules = ruleLines(mode, docs);
  const rows = [
    ['Signal in production', mode.signal],
    ['Durable fix', mode.durableFix],
  ] as const;
  const told = rows.map(([name, text]) => [paint('bold', name), ...wrap(text, width - 2).map(indented)].join('\n'));
  return `${[heading(mode, paint), ...told, [paint('bold', 'Rules'), ...rules].join('\n')].join('\n\n')}\n`;
}

function heading({ letter, title, id }: FailureMode, paint: Paint): string {
  return `${paint('bold', `${letter}  ${title}`)} ${paint('dim', `(${id})`)}`;
}

function ruleLines(mode: FailureMode, docs: RuleDocs): readonly string[] {
  const rules = Object.keys(docs).filter((rule) => docs[rule]?.mode === mode.id);
  return rules.length === 0 ? [indented('no rules yet')] : rules.sort().map(indented);
}

/** Markdown as a terminal shows it: headings stand out, code is indented, fences go. */
function rulePage(markdown: string, paint: Paint): string {
  let inCode = false;
  const lines = visible(markdown.trim())
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) {
        inCode = !inCode;
        return [];
      }
      if (inCode) return [line === '' ? '' : paint('blue', `    ${line}`)];
      return [line.startsWith('#') ? paint('bold', line.replace(/^#+ */, '')) : line];
    });
  return `${lines.join('\n')}\n`;
}

function indented(line: string): string {
  return `  ${line}`;
}
