import type { Outside } from '../frameworks/framework.js';
import { nextFile } from '../frameworks/next-file.js';
import type { Changeset, Step } from '../timeline.js';
import { comment, sql } from './prose.js';

/** Where a statement goes that must leave the transaction: the tool's way, and the file that it would be. */
export interface OwnMigration {
  readonly tool: string | null;
  readonly outside: Outside | null;
  /** null: this very file, which holds nothing else, or one that nobody can name. */
  readonly file: string | null;
  readonly isAlone: boolean;
}

export function ownMigration(step: Step, { migrations }: Changeset, command: string, name: string): OwnMigration {
  const { framework, setup } = step.migration.runner;
  const others = step.section.pieces.filter(({ index }) => index !== step.statement.index);
  const isAlone = others.every((piece) => piece.readable && piece.node.tag === 'VariableSetStmt');
  const paths = migrations.map(({ path }) => path);
  const isDown = step.section.direction === 'down';
  return {
    tool: framework?.title ?? null,
    outside: framework === null || setup === null ? null : inDirection(framework.outside(setup, command), isDown),
    file: isAlone || isDown || framework === null ? null : nextFile(step.migration.path, paths, name),
    isAlone,
  };
}

/** The marker of the part that goes down is spelled like that of the part that goes up. */
function inDirection(outside: Outside, isDown: boolean): Outside {
  if (!isDown) return outside;
  return { ...outside, above: outside.above.map((line) => line.replace(/\bup\b/, 'down').replace(/\bUp\b/, 'Down')) };
}

const OUTSIDE = 'runs outside a transaction, with no lock_timeout or statement_timeout';

/** The statement under what the tool needs above it. */
export function inOwnMigration({ outside, file, isAlone }: OwnMigration, statement: string): string {
  if (outside === null) return sql(comment(`in a migration of its own that ${OUTSIDE}:`), statement);
  if (outside.place === 'not in a migration') return sql(comment(`${outside.note}:`), statement);
  const where =
    outside.place === 'same file'
      ? 'in this file'
      : file !== null
        ? `in a migration of its own, ${file}`
        : isAlone
          ? 'in this file alone'
          : 'in a migration of its own';
  return sql(comment(`${where}, that ${OUTSIDE}; ${outside.note}:`), ...outside.above, statement);
}
