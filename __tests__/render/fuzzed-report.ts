import type { ChecklistItem, FileReport, Finding, FixFile, Report } from '../../src/report/report.js';
import type { SummaryContext } from '../../src/render/summary-context.js';
import { fixtureReport } from './fixture-report.js';

/** What strangers may put into a name, a path, a comment or an error text; a fuzzed text is a row of these. */
const PIECES: readonly string[] = [
  ...[
    '`',
    '``',
    '```',
    '````',
    '~~~',
    '\n```\n',
    '\n~~~sql\n',
    '\n````suggestion\n',
    '\n> ',
    '\n    ',
    '\n\t',
    '\\',
    '\\`',
  ],
  ...[
    '@octocat',
    '@acme/dba',
    '\\@octocat',
    '&#64;octocat',
    '@\u200bx',
    '#1',
    'GH-12',
    'octo/repo#3',
    '&#35;4',
    'deadbeef12',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    'a@evil.example',
    'mailto:a@b.cc',
    '//evil.example',
    'ftp://x.example',
  ],
  ...[
    '[a](https://evil.example)',
    '![a](x.png)',
    '[a][b]',
    '\n[b]: https://evil.example\n',
    '[^1]',
    '\n[^1]: x\n',
    '](',
    '<https://e.example>',
  ],
  ...[
    '<script>',
    '</details>',
    '<details><summary>',
    '<!-- pg-preflight -->',
    '<img src=x>',
    '<sub>',
    '<a href="//e">',
    '&lt;b&gt;',
    '<![CDATA[',
  ],
  ...[
    '\n# x\n',
    '\n- [x] done\n',
    '\n* a',
    '\n1. a',
    '\n---\n',
    '\n===\n',
    '|',
    '\n| a | b |\n|---|---|\n',
    '**',
    '__',
    '~~',
    '_',
    '*',
    '$x$',
  ],
  ...[
    '::error::x',
    '\n::stop-commands::t\n',
    '  ::warning ::y',
    '##[add-mask]z',
    '\n##[error]w',
    '%0A::debug::v',
    '%25',
    ',title=x',
    '\r',
    '\r\n',
  ],
  ...[
    '\u001b[2J',
    '\u0000',
    '\u0007',
    '\u009b31m',
    '\u202e',
    '\u2066',
    '\u200d',
    '\ufeff',
    '\u2028',
    '\ud83d',
    '\u{e0041}',
    '\u3164',
    '\u00ad',
  ],
  ...[
    '{0}',
    '{{x}}',
    '${{ github.token }}',
    '$(id)',
    "'",
    '"',
    ';',
    '--',
    '/*',
    '*/',
    '0123456789abcdef0123456789abcdef01234567',
  ],
  ...['orders', 'a', ' ', '  ', '\n', '\t', '表', '🐘', 'é', '-', '+', '=', '>', '1.', '1)', ':', '!', ']', ')', '('],
];

export type Texts = () => string;

/** The same texts for the same seed, on every machine. */
export function randomTexts(seed: number): Texts {
  const next = generator(seed);
  let count = 0;
  return () => {
    count += 1;
    const pieces = Array.from({ length: 1 + Math.floor(next() * 9) }, () => PIECES[Math.floor(next() * PIECES.length)]);
    const long = next() < 0.02 ? 'y`@'.repeat(3_000) : '';
    // Its end keeps two texts apart, and none of them empty.
    return `${pieces.join('')}${long}x${count}`;
  };
}

/** Texts that mean nothing in any language. */
export function harmlessTexts(): Texts {
  let count = 0;
  return () => `w${(count += 1)}`;
}

/** The fixture with another text in every place that a stranger can reach. */
export function reportOf(text: Texts): Report {
  const paths = new Map<string, string>();
  const pathOf = (path: string): string => paths.get(path) ?? paths.set(path, text()).get(path) ?? '';
  const files = fixtureReport.files.map((file): FileReport => ({ ...file, path: pathOf(file.path) }));
  const findings = fixtureReport.findings.map((finding, at) => findingOf(finding, at, pathOf, text));
  const checklist = fixtureReport.checklist.map((item): ChecklistItem => ({
    ...item,
    text: text(),
    sql: item.sql === '' ? '' : text(),
  }));
  return {
    ...fixtureReport,
    files,
    findings,
    checklist,
    runbook: [
      { phase: 'before', text: text(), code: text(), on: 'primary' },
      { phase: 'during', text: text(), code: '', on: 'standby' },
      { phase: 'rollback', text: text(), code: text(), on: 'shell' },
    ],
    notScanned: [{ path: text(), why: text() }],
    idleSuppressions: [{ path: text(), line: 1, why: text() }],
    assumptions: [text(), text()],
    schemaSource: { kind: 'dump', path: text(), migrations: 1, notUnderstood: [text()], problem: text() },
    sources: Object.fromEntries(files.map(({ path }) => [path, Array.from({ length: 9 }, text).join('\n')])),
  };
}

export function contextOf(text: Texts): SummaryContext {
  return {
    headSha: '0123456789abcdef0123456789abcdef01234567',
    author: text(),
    fileUrl: (path, line) => `https://github.com/acme/shop/blob/main/${path.slice(0, 200)}#L${line}`,
    notes: [text(), text()],
  };
}

function findingOf(finding: Finding, at: number, pathOf: (path: string) => string, text: Texts): Finding {
  const { path, related, suppressed, suggestion } = finding;
  return {
    ...finding,
    path: path === null ? null : pathOf(path),
    title: text(),
    message: text(),
    fix: text(),
    fixFiles: at % 3 === 0 ? [filePart(text), { ...filePart(text), path: null }] : [],
    related: related.map((place) => ({ ...place, path: text() })),
    suppressed: suppressed === null ? null : { ...suppressed, reason: text() },
    suggestion: suggestion === null ? null : { ...suggestion, lines: [text(), text()] },
  };
}

function filePart(text: Texts): FixFile {
  return { path: text(), inMigration: true, about: text(), sql: text() };
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
