/**
 * Draws what the golden pull requests post as GitHub shows it, for the README: `pictures.ts NAME=CASE:PART…`, where a part is
 * `review` (the files with their inline comments), `summary` or `job-summary`. The Markdown is that of `expected/`, byte by byte.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toHtml } from 'hast-util-to-html';
import { asGitHub, colored, element } from './pictures/as-github.js';

const FOLDER = 'docs/pictures';
const GOLDENS = join('__tests__', 'pull-requests');
const BROWSER = '/usr/bin/chromium';
const WIDTH = 880;

function main(chosen: readonly string[]): void {
  if (chosen.length === 0) throw new Error('usage: pictures NAME=CASE:PART…');
  mkdirSync(FOLDER, { recursive: true });
  for (const one of chosen) {
    const [, name, golden, part] = /^([\w-]+)=([\w-]+):(review|summary|job-summary)$/.exec(one) ?? [];
    if (name === undefined || golden === undefined || part === undefined)
      throw new Error(`${one} is not NAME=CASE:PART`);
    for (const theme of ['light', 'dark']) draw(`${name}-${theme}`, page(theme, partOf(golden, part)));
  }
}

function partOf(golden: string, part: string): string {
  const posted = readFileSync(
    join(GOLDENS, golden, 'expected', `${part === 'review' ? 'review-comments' : part}.md`),
    'utf8',
  );
  if (part === 'summary') return comment(posted, []);
  if (part === 'job-summary')
    return `<div class="comment"><div class="body">${asGitHub(posted, { breaks: false }, [])}</div></div>`;
  const threads = posted.split('\n---\n\n').map(threadOf);
  return [...new Set(threads.map(({ path }) => path))].map((path) => file(golden, path, threads)).join('');
}

interface Thread {
  readonly path: string;
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

/** `path:line` or `path:first-last`, an empty line, and the body. */
function threadOf(text: string): Thread {
  const [place = ''] = text.split('\n', 1);
  const [, path, first, last] = /^(.*):(\d+)(?:-(\d+))?$/.exec(place) ?? [];
  if (path === undefined || first === undefined) throw new Error(`${place} is no place of a comment`);
  return { path, startLine: Number(first), line: Number(last ?? first), body: text.slice(place.length).trim() };
}

/** Every line of the file as added, each comment under its last line. */
function file(golden: string, path: string, threads: readonly Thread[]): string {
  const lines = readFileSync(join(GOLDENS, golden, 'head', path), 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  const rows = lines.flatMap((line, offset) => [
    `<div class="line"><i>${offset + 1}</i><span>+ ${toHtml(element('span', 'markdown-body', colored(line)))}</span></div>`,
    ...threads
      .filter((thread) => thread.path === path && thread.line === offset + 1)
      .map(
        (thread) => `<div class="thread">${comment(thread.body, lines.slice(thread.startLine - 1, thread.line))}</div>`,
      ),
  ]);
  return `<div class="file"><header>${toHtml({ type: 'text', value: path })}</header>${rows.join('')}</div>`;
}

function comment(markdown: string, replaced: readonly string[]): string {
  const head = '<header><b>github-actions</b><em>bot</em><small>commented now</small></header>';
  return `<div class="comment">${head}<div class="body">${asGitHub(markdown, { breaks: true }, replaced)}</div></div>`;
}

function page(theme: string, body: string): string {
  const github = readFileSync(join('node_modules', 'github-markdown-css', `github-markdown-${theme}.css`), 'utf8');
  const frame = readFileSync(join('scripts', 'pictures', 'frame.css'), 'utf8');
  const style = `<style>${github}</style><style>${frame}</style>`;
  return `<!doctype html><html lang="en" data-theme="${theme}"><meta charset="utf-8">${style}<body>${body}`;
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
