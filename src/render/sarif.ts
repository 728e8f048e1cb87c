import type { Finding, LineRange, Report } from '../report/report.js';
import { FAILURE_MODES } from '../rules/mode.js';
import { inertJson, visible } from './plain-text.js';
import type { Renderer } from './renderer.js';
import { codeFence, link, messageMarkdown } from './safe-markdown.js';
import { lineWords, modeTitle, worstFirst } from './tally.js';

/** GitHub keeps the first 5,000 results of an upload and refuses one with more than 25,000. */
const MOST_RESULTS = 5_000;

const LEVELS = { unsafe: 'error', caution: 'warning', note: 'note' } as const;

/** SARIF 2.1.0. Identities serve as fingerprints, so an alert survives a rebase. */
export const render: Renderer = (report) => `${inertJson(JSON.stringify(log(report), null, 2))}\n`;

function log(report: Report) {
  const findings = worstFirst(report.findings);
  const shown = findings.slice(0, MOST_RESULTS);
  const rules = [...new Map(shown.map((finding) => [finding.rule, finding])).values()];
  const order = rules.map(({ rule }) => rule);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notifications(report, findings.length) },
        ],
        results: shown.map((finding) => result(finding, order.indexOf(finding.rule), report)),
      },
    ],
  };
}

function ruleOf(finding: Finding) {
  const modes = [finding.mode, ...finding.alsoModes].filter((mode) => mode !== null);
  const title = `${modeTitle(finding.mode)}: ${finding.rule.replaceAll('-', ' ')}`;
  const what = describedMode(finding.mode);
  return {
    id: finding.rule,
    shortDescription: { text: title },
    fullDescription: { text: plainMessage(`${title}. ${what}`) },
    defaultConfiguration: { level: LEVELS[finding.severity] },
    helpUri: finding.docs,
    help: {
      text: plainMessage(`${title}. ${what} Why it happens and the safe form: ${finding.docs}`),
      markdown: `**${title}**\n\n${messageMarkdown(what)}\n\n${link('Why it happens and the safe form', finding.docs)}`,
    },
    properties: { tags: ['postgres', 'migration', ...modes] },
  };
}

/** What the mode looks like in production and what mends it for good. */
function describedMode(mode: Finding['mode']): string {
  const known = FAILURE_MODES.find(({ id }) => id === mode);
  if (known === undefined) return 'What nobody can read nobody can judge.';
  return `In production: ${known.signal}. Durable fix: ${known.durableFix}.`;
}

function result(finding: Finding, ruleIndex: number, report: Report) {
  const fallback = report.files[0]?.path ?? report.notScanned[0]?.path ?? 'migrations';
  const fix = finding.fix === '' ? '' : `\n\n${codeFence(finding.fix, 'sql')}`;
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: {
      text: `${plainMessage(finding.fix === '' ? finding.message : `${finding.message}\n\nSafe form:\n${finding.fix}`)}${seeAlso(finding)}`,
      markdown: `${messageMarkdown(finding.message)}${fix}`,
    },
    // GitHub refuses a whole upload for one result without a place.
    locations: [
      location(finding.path ?? fallback, { startLine: finding.startLine ?? 1, endLine: finding.endLine ?? 1 }),
    ],
    ...(finding.related.length === 0 ? {} : { relatedLocations: finding.related.map(relatedLocation) }),
    partialFingerprints: { 'pgPreflight/v1': finding.identity, primaryLocationLineHash: `${finding.identity}:1` },
    suppressions: suppressions(finding),
  };
}

/** GitHub shows a related location only where the message links to it by its number. */
function seeAlso({ related }: Finding): string {
  const links = related.map((place, at) => `[line ${lineWords(place)}](${at + 1})`);
  return links.length === 0 ? '' : `\n\nSee also ${links.join(', ')}.`;
}

function relatedLocation(place: Finding['related'][number], at: number) {
  return { id: at + 1, message: { text: `line ${lineWords(place)}` }, ...location(place.path, place) };
}

function suppressions({ suppressed }: Finding) {
  if (suppressed === null) return [];
  const kind = suppressed.by === 'comment' ? 'inSource' : 'external';
  return [{ kind, status: 'accepted', justification: visible(suppressed.reason) }];
}

function location(path: string, { startLine, endLine }: LineRange) {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(path), uriBaseId: '%SRCROOT%' },
      region: { startLine, endLine: Math.max(startLine, endLine) },
    },
  };
}

/** `a:b/c` would read as a scheme, and a lone surrogate cannot be encoded at all. */
function relativeUri(path: string): string {
  return visible(path).split('/').map(encodeURIComponent).join('/');
}

/** SARIF reads `[text](target)` and `{0}` in a message; a stranger's identifier must make neither. */
function plainMessage(text: string): string {
  return visible(text)
    .replaceAll('](', '] (')
    .replace(/\{(\d+)\}/g, '{ $1 }');
}

function notifications(report: Report, found: number) {
  const cut = found > MOST_RESULTS ? [`${found - MOST_RESULTS} findings were left out, the worst are here`] : [];
  const unread = report.notScanned.map(({ path, why }) => `not scanned: ${path}: ${why}`);
  const idle = report.idleSuppressions.map(
    ({ path, line, why }) => `suppression without effect: ${path}:${line}: ${why}`,
  );
  const notification = (level: 'warning' | 'note') => (text: string) => ({
    level,
    message: { text: plainMessage(text) },
  });
  return [...[...cut, ...unread].map(notification('warning')), ...idle.map(notification('note'))];
}
