import { beforeAll, expect, test } from '@jest/globals';
import { applyStatement } from '../../src/catalog/apply.js';
import { SUBCOMMANDS } from '../../src/effects/alter-table.js';
import { calledBody } from '../../src/effects/called-body.js';
import { momentOf } from '../../src/effects/moment.js';
import { STATEMENTS } from '../../src/effects/of-statement.js';
import { ofWhole } from '../../src/effects/routine.js';
import { advance } from '../../src/session/advance.js';
import { begin, effective, NEW_SESSION, type Session } from '../../src/session/session.js';
import { loadParser, parseSource } from '../../src/sql/parse.js';
import { bodiesOf, type Statement } from '../../src/sql/statement.js';
import { SINCE } from '../../src/sql/versions.js';
import { exampleCases, statementCases, type OracleCase } from './cases.js';
import { catalogOf } from './compare.js';
import { WITHOUT_CASE } from './without-case.js';

/** The newest: a switch that is off ends the asking. */
const ASKED_FOR = 18;

let cases: readonly OracleCase[];

beforeAll(async () => {
  await loadParser();
  cases = [...statementCases(), ...exampleCases()];
});

function statementsOf({ texts }: OracleCase): { readonly statement: Statement; readonly sql: string }[] {
  return texts.flatMap((text) => {
    const { pieces, sql } = parseSource(text);
    return pieces.flatMap((piece) =>
      piece.readable ? [{ statement: piece, sql: sql.slice(piece.span.start, piece.span.end) }] : [],
    );
  });
}

/** What the model of a major says of each statement of a case, in a transaction and without one. */
function modelled(one: OracleCase, version: number): string {
  return said(one, version, begin(NEW_SESSION, true)) + said(one, version, NEW_SESSION);
}

function said(one: OracleCase, version: number, start: Session): string {
  let catalog = catalogOf(one.schema);
  let session = start;
  const effectsOfEach = statementsOf(one).map(({ statement: { node }, sql }) => {
    const moment = momentOf(catalog, session, 1, version);
    const effects = ofWhole(node, calledBody(node, sql, moment), moment);
    const context = { set: 1, transaction: 1, path: effective(session).searchPath, sql };
    if (effects.fails === null) catalog = applyStatement(catalog, node, context);
    session = advance(session, node, effects, 0);
    return effects;
  });
  return JSON.stringify(effectsOfEach);
}

test('every kind of statement and every subcommand has a case', () => {
  const nodes = cases.flatMap(statementsOf).map(({ statement }) => statement.node);
  const seen = new Set<string>(nodes.map(({ tag }) => tag));
  for (const { tag, body } of nodes) {
    if (tag !== 'AlterTableStmt') continue;
    for (const { subtype } of bodiesOf('AlterTableCmd', body.cmds)) if (subtype !== undefined) seen.add(subtype);
  }
  const missing = [...Object.keys(STATEMENTS), ...Object.keys(SUBCOMMANDS)].filter((entry) => !seen.has(entry));
  expect(missing.sort()).toEqual([...WITHOUT_CASE.keys()].sort());
});

test('every version switch changes what the model says of some case', () => {
  const asking = new Map<string, OracleCase[]>();
  let current: OracleCase | null = null;
  const switches = Object.entries(SINCE);
  const read = (feature: string, since: number): number => {
    if (current !== null && asking.get(feature)?.at(-1) !== current)
      asking.set(feature, [...(asking.get(feature) ?? []), current]);
    return since;
  };
  for (const [feature, since] of switches)
    Object.defineProperty(SINCE, feature, { configurable: true, get: () => read(feature, since) });
  for (current of cases) modelled(current, ASKED_FOR);
  const set = (feature: string, value: number): void =>
    void Object.defineProperty(SINCE, feature, { configurable: true, enumerable: true, writable: true, value });
  for (const [feature, since] of switches) set(feature, since);
  const idle = switches.filter(([feature, since]) => {
    const version = since - 1;
    return !(asking.get(feature) ?? []).some((one) => {
      const before = modelled(one, version);
      set(feature, version);
      const after = modelled(one, version);
      set(feature, since);
      return before !== after;
    });
  });
  expect(idle.map(([feature]) => feature)).toEqual([]);
});
