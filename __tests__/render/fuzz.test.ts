import { ConfigError } from '../../src/errors.js';
import { showFailure } from '../../src/github/failure.js';
import { HostError } from '../../src/github/host.js';
import { actionsRunner } from '../../src/github/runner.js';
import type { Report } from '../../src/report/report.js';
import { renderCheckRun } from '../../src/render/check-run.js';
import { render as github } from '../../src/render/github.js';
import { render as gitlab } from '../../src/render/gitlab.js';
import { renderJobSummary } from '../../src/render/job-summary.js';
import { render as json } from '../../src/render/json.js';
import { render as markdown } from '../../src/render/markdown.js';
import { render as runbook } from '../../src/render/runbook.js';
import { renderReviewComment } from '../../src/render/review-comment.js';
import { render as sarif } from '../../src/render/sarif.js';
import { renderAllClear, renderSummaryComment } from '../../src/render/summary-comment.js';
import type { SummaryContext } from '../../src/render/summary-context.js';
import { render as text } from '../../src/render/text.js';
import { contextOf, harmlessTexts, randomTexts, reportOf } from './fuzzed-report.js';
import { liveIn, parsed, skeleton } from './markdown-judge.js';

/** `PG_PREFLIGHT_SEED=n` begins elsewhere, `PG_PREFLIGHT_ROUNDS=n` goes on longer. The seed is in the test's title. */
const FIRST = Number(process.env['PG_PREFLIGHT_SEED'] ?? 1);
const ROUNDS = Number(process.env['PG_PREFLIGHT_ROUNDS'] ?? 20);
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST + round);

const OPTIONS = { width: 80, color: false, limit: 60_000 };

/** A line feed and a tab alone may be there as they are. */
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const OBEYED_BY_RUNNER = /##\[|^\s*::/m;

const FAILURE = ['root', 'heading 2', 'code text', 'paragraph'].join('\n');

interface Output {
  readonly name: string;
  readonly body: string;
  readonly limit: number;
}

const harmless = harmlessTexts();
const plain = markdownOutputs(withoutSuggestions(reportOf(harmless)), contextOf(harmless));
const plainCommands = commandsIn(github(reportOf(harmless), OPTIONS));

describe.each(SEEDS)('seed %i', (seed) => {
  const texts = randomTexts(seed);
  const report = reportOf(texts);
  const context = contextOf(texts);

  test('Markdown: an independent parser sees nothing of strangers that lives', () => {
    for (const { name, body, limit } of markdownOutputs(report, context)) {
      const root = parsed(body);
      expect([name, liveIn(root)]).toEqual([name, []]);
      expect([name, HIDDEN.exec(body)]).toEqual([name, null]);
      expect(body.length).toBeLessThanOrEqual(limit);
    }
  });

  test('Markdown: the blocks are those of a harmless report, none opened, closed or begun by a stranger', () => {
    for (const [at, { name, body }] of markdownOutputs(withoutSuggestions(report), context).entries())
      expect([name, skeleton(parsed(body))]).toEqual([name, skeleton(parsed(plain[at]?.body ?? ''))]);
  });

  test('for programs: it can be read, and holds no hidden byte and no command', () => {
    for (const render of [json, sarif, gitlab]) {
      const document = render(report, OPTIONS);
      expect(() => JSON.parse(document)).not.toThrow();
      expect(HIDDEN.exec(document)).toBeNull();
      expect(OBEYED_BY_RUNNER.exec(document)).toBeNull();
    }
    const [run] = JSON.parse(sarif(report, OPTIONS)).runs;
    for (const { message } of run.results) expect(liveIn(parsed(message.markdown))).toEqual([]);
  });

  test('for a terminal and the runner: no byte that drives one, no command that is not ours', () => {
    for (const printed of [text(report, OPTIONS), markdown(report, OPTIONS)]) {
      expect(HIDDEN.exec(printed)).toBeNull();
      expect(OBEYED_BY_RUNNER.exec(printed)).toBeNull();
    }
    const lines = github(report, OPTIONS);
    expect(commandsIn(lines)).toEqual(plainCommands);
    expect(HIDDEN.exec(lines)).toBeNull();
    expect(lines).not.toContain('##[');
  });

  test('of a failure: its words in the log and in the job summary', () => {
    for (const error of [new HostError('refused', texts(), texts()), new ConfigError(texts(), texts()), texts()]) {
      let [log, summary] = ['', ''];
      const runner = actionsRunner({}, (printed) => (log += printed));
      showFailure(error, { ...runner, addSummary: (body) => (summary += body) });
      expect(log).toMatch(/^::error title=pg-preflight::[^\n]*\n$/);
      expect([HIDDEN.exec(log), log.includes('##[')]).toEqual([null, false]);
      expect([HIDDEN.exec(summary), liveIn(parsed(summary))]).toEqual([null, []]);
      expect(skeleton(parsed(summary))).toBe(FAILURE);
    }
  });

  test('for the API: annotations within what it takes', () => {
    const { title, annotations } = renderCheckRun(report, context);
    expect(title.length).toBeLessThanOrEqual(255);
    for (const one of annotations) {
      expect(one.title.length).toBeLessThanOrEqual(255);
      expect(new TextEncoder().encode(one.message).length).toBeLessThanOrEqual(64 * 1024);
      expect(HIDDEN.exec(`${one.title}${one.message}`)).toBeNull();
    }
  });
});

function markdownOutputs(report: Report, context: SummaryContext): readonly Output[] {
  const places = new Set(report.findings.map(({ path, statement }) => `${path} ${statement}`));
  const comments = [...places].map((place): Output => {
    const findings = report.findings.filter(({ path, statement }) => `${path} ${statement}` === place);
    return { name: 'review comment', body: renderReviewComment(findings, report), limit: 60_000 };
  });
  return [
    ...comments,
    { name: 'summary', body: renderSummaryComment(report, context), limit: 60_000 },
    { name: 'all clear', body: renderAllClear(context), limit: 60_000 },
    { name: 'job summary', body: renderJobSummary(report, context), limit: 900 * 1024 },
    { name: 'check run', body: renderCheckRun(report, context).summary, limit: 65_000 },
    { name: 'markdown', body: markdown(report, OPTIONS), limit: 60_000 },
    { name: 'runbook', body: runbook(report, OPTIONS), limit: 60_000 },
  ];
}

/** Whether one is shown depends on its text: with a hidden character it is not. */
function withoutSuggestions(report: Report): Report {
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, suggestion: null })) };
}

/** Each command with what is ours in it. */
function commandsIn(lines: string): readonly string[] {
  return lines
    .split('\n')
    .filter((line) => /^\s*::/.test(line))
    .map((line) => line.replace(/^(::\w+) file=[^:,]*,line=(\d+),endLine=(\d+),title=[^:,]*::.*$/, '$1 $2 $3'));
}

describe('the judge itself', () => {
  test.each([
    ['a mention', 'by @octocat'],
    ['a reference', 'see #1'],
    ['a commit', 'since 0123456789abcdef0123456789abcdef01234567'],
    ['an address', 'at https://evil.example'],
    ['an address without a scheme', 'at www.evil.example'],
    ['a mail address', 'to a@evil.example'],
    ['a link', '[a](https://evil.example)'],
    ['a link by reference', '[a]\n\n[a]: https://evil.example'],
    ['an image', '![a](x.png)'],
    ['HTML in a line', 'a <b>b</b>'],
    ['HTML as a block', '<script>alert(1)</script>'],
    ['a marker', '<!-- pg-preflight -->'],
    ['a summary of a stranger', '<details><summary>@a</summary>'],
    ['emphasis', 'a *b*'],
    ['a block in another language', '```js\na\n```'],
  ])('sees %s', (_name, body) => {
    expect(liveIn(parsed(body))).not.toEqual([]);
  });

  test.each([
    ['a fence that closes early', '```sql\na\n```\n\nb\n```'],
    ['a box', '- [x] a'],
    ['a heading', '# a'],
    ['a row more', '| a |\n|---|\n| b |\n| c |'],
  ])('sees %s', (_name, body) => {
    expect(skeleton(parsed(body))).not.toBe(skeleton(parsed(body.replace(/[^A-Za-z\n]/g, ''))));
  });

  test('leaves alone what is in code or ours', () => {
    const body =
      '**a** `@b #1 https://x` [c](https://github.com/acme/shop/blob/main/a)\n\n<sub>d</sub>\n\n```sql\n@e\n```';
    expect(liveIn(parsed(body))).toEqual([]);
  });
});
