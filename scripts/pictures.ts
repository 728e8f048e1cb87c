/**
 * Draws our own review as GitHub shows it, for the README: `pictures.ts REPORT.json NAME=PATH…`, where the report comes
 * from `check --format json`, and the inline comments of each file PATH become the picture NAME.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Marked } from 'marked';
import { renderReviewComment } from '../src/render/review-comment.js';
import { renderSummaryComment } from '../src/render/summary-comment.js';
import type { Finding, LineRange, Report } from '../src/report/report.js';

const FOLDER = 'docs/pictures';
const BROWSER = '/usr/bin/chromium';
const WIDTH = 880;

const SQL_WORDS =
  /(?<s>'[^']*')|(?<c>--[^\n]*)|\b(?<k>ADD|ALTER|AND|AS|BEGIN|BY|CHECK|COLUMN|COMMIT|CONCURRENTLY|CONSTRAINT|CREATE|DEFAULT|DELETE|DO|DROP|EXISTS|FOREIGN|FROM|IF|IN|INDEX|INSERT|INTO|IS|KEY|LIMIT|LOCAL|NOT|NULL|ON|OR|ORDER|PRIMARY|REFERENCES|RENAME|SELECT|SET|TABLE|TO|TRUNCATE|TYPE|UNIQUE|UPDATE|USING|VALID|VALIDATE|VALUES|WHERE)\b/gi;

function main([reportPath, ...chosen]: readonly string[]): void {
  if (reportPath === undefined) throw new Error('usage: pictures REPORT.json NAME=PATH…');
  const report = readReport(reportPath);
  mkdirSync(FOLDER, { recursive: true });
  for (const theme of ['light', 'dark']) {
    for (const [name = '', path = ''] of chosen.map((one) => one.split('=')))
      draw(`${name}-${theme}`, page(theme, reviewedFile(report, path)));
    draw(`summary-${theme}`, page(theme, comment(renderSummaryComment(report, exampleContext()))));
  }
}

/** The JSON report has no sources: they are read from the paths it names, as seen from the current folder. */
function readReport(reportPath: string): Report {
  const report: unknown = JSON.parse(readFileSync(reportPath, 'utf8'));
  if (!isReport(report)) throw new Error(`${reportPath} is not a report of schemaVersion 1`);
  const read = report.files
    .filter(({ path }) => existsSync(path))
    .map(({ path }): [string, string] => [path, readFileSync(path, 'utf8')]);
  return { ...report, sources: { ...report.sources, ...Object.fromEntries<string>(read) } };
}

/** Our own output on our own machine: the version is check enough. */
function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value && value.schemaVersion === 1;
}

function exampleContext() {
  const headSha = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  const fileUrl = (path: string, line: number) => `https://github.com/acme/shop/blob/${headSha}/${path}#L${line}`;
  return { headSha, fileUrl, notes: [], author: 'octocat' };
}

/** Every line of the file as added, each inline comment under the last line of its statement. */
function reviewedFile(report: Report, path: string): string {
  const findings = report.findings.filter(
    (one) => one.path === path && one.suppressed === null && one.startLine !== null,
  );
  const statements = [...new Set(findings.map(({ statement }) => statement))];
  const threads = statements.map((statement) => findings.filter((finding) => finding.statement === statement));
  const lines = (report.sources[path] ?? '').trimEnd().split(/\r?\n/);
  const rows = lines.flatMap((line, offset) => [
    `<div class="line"><i>${offset + 1}</i><span>+ ${sql(line)}</span></div>`,
    ...threads.filter((thread) => thread[0]?.endLine === offset + 1).map((thread) => inline(thread, report, lines)),
  ]);
  return `<div class="file"><header>${escaped(path)}</header>${rows.join('')}</div>`;
}

function inline(findings: readonly Finding[], report: Report, lines: readonly string[]): string {
  const replaced = findings.find(({ suggestion }) => suggestion !== null)?.suggestion ?? null;
  return `<div class="thread">${comment(renderReviewComment(findings, report), oldLines(lines, replaced))}</div>`;
}

function oldLines(lines: readonly string[], range: LineRange | null): readonly string[] {
  return range === null ? [] : lines.slice(range.startLine - 1, range.endLine);
}

function comment(markdown: string, replaced: readonly string[] = []): string {
  const marked = new Marked({ gfm: true, breaks: true });
  marked.use({
    renderer: {
      code: ({ text, lang }) =>
        lang === 'suggestion' ? suggested(text, replaced) : `<pre><code>${sql(text)}</code></pre>`,
    },
  });
  const head = '<header><b>github-actions</b><em>bot</em><small>commented now</small></header>';
  return `<div class="comment">${head}<div class="body">${marked.parse(markdown, { async: false })}</div></div>`;
}

function suggested(text: string, replaced: readonly string[]): string {
  const row = (kind: 'old' | 'new', line: string) =>
    `<div class="line ${kind}"><i>${kind === 'old' ? '-' : '+'}</i><span>${sql(line)}</span></div>`;
  const rows = [...replaced.map((line) => row('old', line)), ...text.split('\n').map((line) => row('new', line))];
  const head = '<header>Suggested change<b>Commit suggestion</b></header>';
  return `<div class="suggestion">${head}${rows.join('')}</div>`;
}

function sql(line: string): string {
  let html = '';
  let end = 0;
  for (const match of line.matchAll(SQL_WORDS)) {
    const kind = match.groups?.['s'] !== undefined ? 's' : match.groups?.['c'] !== undefined ? 'c' : 'k';
    html += `${escaped(line.slice(end, match.index))}<span class="${kind}" style="padding:0">${escaped(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escaped(line.slice(end));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function page(theme: string, body: string): string {
  const style = readFileSync('scripts/pictures.css', 'utf8');
  return `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8"><style>${style}</style><body>${body}`;
}

/** The page, and a picture of it where a browser is installed: measured in a first run, photographed in a second. */
function draw(name: string, html: string): void {
  const file = resolve(FOLDER, `${name}.html`);
  const measure = '<script>document.documentElement.dataset.height = document.body.scrollHeight</script>';
  writeFileSync(file, html + measure);
  if (existsSync(BROWSER)) {
    const height =
      /data-height="(\d+)"/.exec(browse(['--dump-dom', `--window-size=${WIDTH},600`], file))?.[1] ?? '1200';
    const size = `--window-size=${WIDTH},${height}`;
    browse([`--screenshot=${resolve(FOLDER, `${name}.png`)}`, size, '--force-device-scale-factor=1.5'], file);
  }
  writeFileSync(file, html);
}

function browse(flags: readonly string[], file: string): string {
  const quiet = ['--no-first-run', '--disable-background-networking', '--hide-scrollbars', '--disable-quic'];
  return execFileSync(BROWSER, ['--headless', '--no-sandbox', '--disable-gpu', ...quiet, ...flags, `file://${file}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

main(process.argv.slice(2));
