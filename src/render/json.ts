import type {
  ChecklistItem,
  FileReport,
  Finding,
  Report,
  SchemaSource,
  StatementReport,
  Suppressed,
} from '../report/report.js';
import { inertJson } from './plain-text.js';
import type { Renderer } from './renderer.js';

/** The report of `schemaVersion` 1: the contract's fields in its order, then our additions. Sources stay out of it. */
export const render: Renderer = (report) => `${inertJson(JSON.stringify(document(report), null, 2))}\n`;

/** What `docs/report.schema.json` describes. */
export type JsonReport = ReturnType<typeof document>;

function document(report: Report) {
  return {
    schemaVersion: report.schemaVersion,
    tool: { name: report.tool.name, version: report.tool.version },
    postgresVersion: report.postgresVersion,
    verdict: report.verdict,
    files: report.files.map(file),
    findings: report.findings.map(finding),
    checklist: report.checklist.map(box),
    notScanned: report.notScanned.map(({ path, why }) => ({ path, why })),
    assumptions: report.assumptions,
    schemaSource: schemaSource(report.schemaSource),
    runbook: report.runbook.map(({ phase, text, code, on }) => ({ phase, text, code, on })),
    idleSuppressions: report.idleSuppressions.map(({ path, line, why }) => ({ path, line, why })),
  };
}

function suppression({ by, reason, addedHere }: Suppressed) {
  return { by, reason, addedHere };
}

function box({ phase, text, done, sql, identity, cleared }: ChecklistItem) {
  return { phase, text, done, sql, identity, cleared };
}

function schemaSource({ kind, path, migrations, notUnderstood, problem }: SchemaSource) {
  return { kind, path, migrations, notUnderstood, problem };
}

function file({ path, framework, direction, transaction, statements }: FileReport) {
  return { path, framework, direction, transaction, statements: statements.map(statement) };
}

function statement({ index, kind, startLine, endLine, effects, identity }: StatementReport) {
  return {
    index,
    kind,
    startLine,
    endLine,
    effects: {
      locks: effects.locks.map(({ relation, mode, existing }) => ({ relation, mode, existing })),
      rewrites: effects.rewrites,
      scans: effects.scans,
      mayRewrite: effects.mayRewrite,
      mayScan: effects.mayScan,
      rebuildsIndexes: effects.rebuildsIndexes,
      writes: effects.writes,
      fails: effects.fails,
    },
    identity,
  };
}

function finding(one: Finding) {
  return {
    mode: one.mode,
    alsoModes: one.alsoModes,
    rule: one.rule,
    severity: one.severity,
    path: one.path,
    statement: one.statement,
    startLine: one.startLine,
    endLine: one.endLine,
    related: one.related.map(({ path, startLine, endLine }) => ({ path, startLine, endLine })),
    title: one.title,
    message: one.message,
    fix: one.fix,
    docs: one.docs,
    suppressed: one.suppressed === null ? null : suppression(one.suppressed),
    identity: one.identity,
    suggestion:
      one.suggestion === null
        ? null
        : { startLine: one.suggestion.startLine, endLine: one.suggestion.endLine, lines: one.suggestion.lines },
    inDiff: one.inDiff,
    fixFiles: one.fixFiles.map(({ path, inMigration, about, sql }) => ({ path, inMigration, about, sql })),
  };
}
