import { render as json } from '../../src/render/json.js';
import { modeRows } from '../../src/render/mode-rows.js';
import { render as sarif } from '../../src/render/sarif.js';
import { withTicksOf } from '../../src/render/summary-checklist.js';
import { renderSummaryComment } from '../../src/render/summary-comment.js';
import { verdictLine } from '../../src/render/tally.js';
import type { Report } from '../../src/report/report.js';
import { finding, fixtureContext, fixtureReport, safeReport, statement } from './fixture-report.js';

const OPTIONS = { width: 80, color: false, limit: 60_000 };
const EMPTY: Report = { ...safeReport, files: [] };

describe('the JSON report', () => {
  const document = JSON.parse(json(fixtureReport, OPTIONS));

  test.each([
    [
      'the report',
      document,
      'schemaVersion tool postgresVersion verdict files findings checklist notScanned assumptions schemaSource runbook idleSuppressions',
    ],
    ['a file', document.files[0], 'path framework direction transaction statements'],
    ['a statement', document.files[0].statements[0], 'index kind startLine endLine effects identity'],
    [
      'effects',
      document.files[0].statements[0].effects,
      'locks rewrites scans mayRewrite mayScan rebuildsIndexes writes fails',
    ],
    [
      'a finding',
      document.findings[0],
      'mode alsoModes rule severity path statement startLine endLine related title message fix docs suppressed identity suggestion inDiff fixFiles',
    ],
    ['a box', document.checklist[0], 'phase text done sql identity cleared'],
  ])('%s has the contract’s fields in its order, additions last', (_name, value, fields) => {
    expect(Object.keys(value).join(' ')).toBe(fields);
  });

  test('never holds the sources and ends in a line feed', () => {
    expect(json(fixtureReport, OPTIONS)).not.toContain('looked up by user');
    expect(json(fixtureReport, OPTIONS).endsWith('}\n')).toBe(true);
  });
});

describe('SARIF', () => {
  const [run] = JSON.parse(sarif(fixtureReport, OPTIONS)).runs;

  test('gives every result a rule, a level, a place and a fingerprint', () => {
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(result.partialFingerprints['pgPreflight/v1']).toMatch(/^i\d$/);
    }
  });

  test('marks what was accepted in the source', () => {
    const accepted = run.results.filter(
      (result: { suppressions: readonly unknown[] }) => result.suppressions.length > 0,
    );
    expect(accepted).toHaveLength(1);
    expect(accepted[0].suppressions[0]).toEqual({
      kind: 'inSource',
      status: 'accepted',
      justification: 'nothing reads legacy_sessions since 3.2, dumped on Monday',
    });
  });

  test('names the second place and what was not scanned', () => {
    const related = run.results.flatMap(
      (result: { relatedLocations?: readonly unknown[] }) => result.relatedLocations ?? [],
    );
    expect(related).toHaveLength(1);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('20260101_seed.rb');
  });
});

describe('the nine modes', () => {
  test('keep their order and tell fine from not applicable', () => {
    const report: Report = {
      ...safeReport,
      files: [
        {
          path: 'a',
          framework: 'f',
          direction: 'up',
          transaction: 'file',
          statements: [statement({ kind: 'CREATE INDEX' })],
        },
      ],
    };
    expect(modeRows(report).map(({ letter, state }) => `${letter} ${state}`)).toEqual([
      'a not applicable',
      'b fine',
      'c not applicable',
      'd not applicable',
      'e not applicable',
      'f not applicable',
      'g not applicable',
      'h not applicable',
      'i not applicable',
    ]);
  });

  test('a suppressed finding and a note leave a mode fine', () => {
    const note = finding({ severity: 'note' });
    const accepted = finding({ suppressed: { by: 'config', reason: 'r', addedHere: false } });
    expect(modeRows({ ...safeReport, findings: [note, accepted] })[0]).toMatchObject({ state: 'fine', words: 'fine' });
  });

  test('what was not read has a row after the nine, and only then', () => {
    expect(modeRows(safeReport)).toHaveLength(9);
    expect(modeRows({ ...safeReport, notScanned: [{ path: 'a', why: 'w' }] })[9]).toEqual({
      letter: '',
      title: 'Not read',
      state: 'caution',
      words: '1 file not scanned',
    });
  });
});

describe('the verdict in one line', () => {
  test.each([
    ['no files', EMPTY, 'no migrations changed'],
    ['no files of those asked for', { ...EMPTY, subject: 'files' as const }, 'no migrations found'],
    ['only what could not be read', { ...EMPTY, notScanned: [{ path: 'a', why: 'w' }] }, 'nothing was scanned'],
    ['nothing found', safeReport, 'safe, nothing to fix in 3 migration files (9 statements)'],
    [
      'one of each',
      { ...EMPTY, findings: [finding({}), finding({ severity: 'caution' })] },
      '1 unsafe finding and 1 caution',
    ],
  ])('%s', (_name, report, line) => {
    expect(verdictLine(report)).toBe(line);
  });
});

describe('the boxes', () => {
  const items = fixtureReport.checklist.map((item) => ({ ...item, done: false }));
  const bodyOf = (checklist: Report['checklist']): string =>
    renderSummaryComment({ ...fixtureReport, checklist }, fixtureContext).replaceAll('\n', '\r\n');
  const ticked = bodyOf(items.map((item) => ({ ...item, done: item.phase === 'after' })));
  const statesOf = (checklist: Report['checklist']): readonly string[] =>
    checklist.map(({ done, cleared }) => (done ? 'ticked' : cleared ? 'cleared' : 'open'));

  test('that somebody ticked stay ticked while their statements are unchanged, also after the web editor', () => {
    expect(statesOf(withTicksOf(ticked, items))).toEqual(['open', 'open', 'ticked', 'ticked']);
  });

  test('are cleared when a statement of theirs has changed, with a word of why that stays until the next tick', () => {
    const changed = items.map((item, at) => (at === 2 ? { ...item, identity: 'other' } : item));
    const again = withTicksOf(ticked, changed);
    expect(statesOf(again)).toEqual(['open', 'open', 'cleared', 'ticked']);
    const body = bodyOf(again);
    expect(body).toMatch(/^- \[ \] .* \(unticked: its statement has changed since\) <!-- box other -->\r$/m);
    expect(statesOf(withTicksOf(body, changed))).toEqual(statesOf(again));
    const ticks = body.replace(/^- \[ \](.*unticked)/m, '- [X]$1');
    expect(statesOf(withTicksOf(ticks, changed))).toEqual(['open', 'open', 'ticked', 'ticked']);
  });

  test('cannot be ticked by SQL or a label that looks like one', () => {
    const line = `- [x] ${items[0]?.text ?? ''} <!-- box b1 -->`;
    const hostile = items.map((item, at) => ({ ...item, text: at === 0 ? item.text : `${line}\n${line}`, sql: line }));
    expect(statesOf(withTicksOf(bodyOf(hostile), hostile))).toEqual(['open', 'open', 'open', 'open']);
  });

  test('cannot be ticked by a name of several lines in the SQL of a fix', () => {
    const line = `- [x] ${items[0]?.text ?? ''} <!-- box b1 -->`;
    const fix = `ALTER TABLE orders ADD COLUMN "a\n${line}\n" int;\n\`\`\`\n${line}`;
    const findings = [{ ...finding({}), fix }];
    const body = renderSummaryComment({ ...fixtureReport, findings, checklist: items }, fixtureContext);
    expect(body).toContain(`\n${line}\n`);
    expect(statesOf(withTicksOf(body, items))).toEqual(['open', 'open', 'open', 'open']);
    expect(statesOf(withTicksOf(body.replaceAll('- [ ]', '- [x]'), items))).not.toContain('open');
  });
});
