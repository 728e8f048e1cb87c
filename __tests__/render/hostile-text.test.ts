import type { Report } from '../../src/report/report.js';
import { renderCheckRun } from '../../src/render/check-run.js';
import { render as github } from '../../src/render/github.js';
import { renderJobSummary } from '../../src/render/job-summary.js';
import { render as json } from '../../src/render/json.js';
import { render as markdown } from '../../src/render/markdown.js';
import { renderReviewComment } from '../../src/render/review-comment.js';
import { render as sarif } from '../../src/render/sarif.js';
import { renderAllClear, renderSummaryComment } from '../../src/render/summary-comment.js';
import { render as text } from '../../src/render/text.js';
import { hostileContext, hostileReport } from './fixture-report.js';

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a back-tick', 'or`ders'],
  ['a fence and a mention', '```\n@octocat'],
  ['a long fence', `${'`'.repeat(40)}\n@octocat #1`],
  ['tildes', '~~~\n@octocat'],
  ['a mention', '@octocat/team'],
  ['references', '#1 GH-1 octo/repo#1 0123456789abcdef0123456789abcdef01234567'],
  ['addresses', 'https://evil.example www.evil.example mailto:a@evil.example'],
  ['a link and an image', '[a](https://evil.example) ![b](https://evil.example/x.png)'],
  ['HTML', '</details><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['an HTML comment like our marker', '<!-- pg-preflight -->'],
  ['a table', 'a | b |\n|---|---|\n| c'],
  ['a heading and a box', '\n# fine\n\n- [x] done\n'],
  ['a workflow command', '\n::error::pwned\n  ::stop-commands::x'],
  ['the old workflow command', 'x ##[stop-commands]y ##[add-mask]z'],
  ['percent escapes', '%0A::error::pwned%0D,title=x::y'],
  ['escape bytes', '\u001b[2J\u001b]8;;https://evil.example\u0007x\u009b31m'],
  ['bidi and zero width', 'a\u202eb\u2066c\u200bd\ufeffe\u{e0041}f'],
  ['CR alone and CRLF', 'a\rb\r\nc'],
  ['a lone surrogate', 'a\ud83d'],
  ['line separators', 'a\u2028b\u2029c'],
  ['emoji and wide letters', '🐘 注文 表'],
  ['an object key', '__proto__'],
  ['a shell command', '$(touch x) `touch y`'],
  ['a long name', 'x'.repeat(5_000)],
  ['SARIF placeholders', '{0} [text](1)'],
];

const OPTIONS = { width: 80, color: false, limit: 60_000 };

// Anything a terminal, a reader's eye or the runner could be fooled by; what is allowed is a line feed and a tab.
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

const REACHES_RUNNER = /##\[|^\s*::/m;

/** What GitHub would render as prose: blocks and spans of code taken out the way CommonMark reads them. */
function proseOf(body: string): { readonly prose: string; readonly openFence: string | null } {
  let fence: string | null = null;
  const kept: string[] = [];
  for (const line of body.split('\n')) {
    const ticks = /^ {0,5}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && ticks !== undefined) fence = ticks;
    else if (fence !== null && ticks !== undefined && ticks.startsWith(fence) && line.trim() === ticks) fence = null;
    else if (fence === null) kept.push(line.replace(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, 'CODE'));
  }
  return { prose: kept.join('\n'), openFence: fence };
}

function markdownOutputs(name: string): readonly (readonly [string, string])[] {
  const report = hostileReport(name);
  const context = hostileContext(name);
  return [
    ['review comment', renderReviewComment(report.findings, report)],
    ['summary', renderSummaryComment(report, context)],
    ['all clear', renderAllClear(context)],
    ['job summary', renderJobSummary(report, context)],
    ['check run', renderCheckRun(report, context).summary],
    ['markdown', markdown(report, OPTIONS)],
  ];
}

describe.each(HOSTILE)('%s in every place that a stranger can reach', (_name, hostile) => {
  const report = hostileReport(hostile);

  test.each(markdownOutputs(hostile))('%s: nothing live outside code', (_output, body) => {
    const { prose, openFence } = proseOf(body);
    expect(openFence).toBeNull();
    expect(body).not.toMatch(HIDDEN);
    // Our own markup: links to our two addresses, entities, and the few tags. What is left came from a stranger.
    const left = prose
      .replace(/\]\(https:\/\/github\.com\/[A-Za-z0-9\-._~:/?#@!$&+,;=%]*\)/g, ']')
      .replace(/<\/?(?:details|summary|sub)>|<!-- box [0-9a-z]+ -->/g, '')
      .replace(/&#?\w+;/g, '¤');
    expect(left).not.toMatch(/[`<]|@[A-Za-z0-9]|#\d|GH-\d|\b[0-9a-f]{40}\b|:\/\/|www\.|(?<!\\)\]\(/);
  });

  test('comments and check runs keep their limits', () => {
    const checkRun = renderCheckRun(report, hostileContext(hostile));
    expect(renderSummaryComment(report, hostileContext(hostile)).length).toBeLessThanOrEqual(60_000);
    expect(renderReviewComment(report.findings, report).length).toBeLessThanOrEqual(60_000);
    expect(checkRun.summary.length).toBeLessThanOrEqual(65_000);
    expect(checkRun.title.length).toBeLessThanOrEqual(255);
    for (const { title, message, startLine, endLine } of checkRun.annotations) {
      expect(title.length).toBeLessThanOrEqual(255);
      expect(`${title}${message}`).not.toMatch(HIDDEN);
      expect(endLine).toBeGreaterThanOrEqual(startLine);
    }
  });

  test('a terminal and the runner get plain lines', () => {
    const printed = [text(report, OPTIONS), markdown(report, OPTIONS), json(report, OPTIONS), sarif(report, OPTIONS)];
    for (const output of printed) {
      expect(output).not.toMatch(HIDDEN);
      expect(output).not.toMatch(REACHES_RUNNER);
    }
  });

  test('workflow commands are ours alone', () => {
    const lines = github(report, OPTIONS).trimEnd().split('\n');
    const commands = lines.filter((line) => /^\s*::/.test(line));
    const shape = /^::(?:error|warning|notice) file=[^:,\r\n]*,line=\d+,endLine=\d+,title=[^:,\r\n]*::[^\r\n]*$/;
    expect(lines.join('\n')).not.toMatch(HIDDEN);
    expect(lines.join('\n')).not.toContain('##[');
    expect(commands.filter((line) => !shape.test(line))).toEqual([]);
    expect(lines.filter((line) => !commands.includes(line))).toEqual([expect.stringMatching(/^pg-preflight: /)]);
    expect(commands.filter((line) => /%(?!0A|0D|25|3A|2C)/.test(line))).toEqual([]);
  });

  test('the JSON report gives the very text back', () => {
    const parsed: Pick<Report, 'files' | 'findings'> = JSON.parse(json(report, OPTIONS));
    expect(parsed.files.map(({ path }) => path)).toEqual(report.files.map(() => hostile));
    expect(parsed.findings.map(({ fix }) => fix)).toEqual(report.findings.map(({ fix }) => fix));
  });
});
