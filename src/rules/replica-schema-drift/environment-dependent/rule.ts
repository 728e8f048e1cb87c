import { identifier } from '../../../sql/names.js';
import { code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import type { Step } from '../../../timeline.js';

interface Dependent extends Match {
  /** What the server has to have or allow, as a clause. */
  readonly needs: string;
  readonly kind: string;
}

export const rule = statementRule<Dependent>({
  id: 'environment-dependent',
  mode: 'replica-schema-drift',
  on: [
    'CreateExtensionStmt',
    'AlterExtensionStmt',
    'CreateRoleStmt',
    'CreateTableSpaceStmt',
    'CreateForeignServerStmt',
    'CreateSubscriptionStmt',
    'CreateStmt',
    'IndexStmt',
  ],
  detect: (step) => {
    const needs = needsOf(step);
    return needs === null || step.effects.fails !== null
      ? []
      : [{ severity: 'note', at: at(step), needs, kind: step.statement.kind }];
  },
  describe: ({ needs, kind }) => ({
    title: `${kind} depends on the server`,
    message: `${code(kind)} ${needs}. What passes on one server may be refused or do something else on another, so databases come to differ.`,
    fix: '',
  }),
});

function needsOf({ statement: { node } }: Step): string | null {
  switch (node.tag) {
    case 'CreateExtensionStmt':
    case 'AlterExtensionStmt':
      return `needs the files of ${code(identifier(node.body.extname ?? ''))} on the server and a role that may install it, and takes the version that is there`;
    case 'CreateRoleStmt':
      return 'is about a role of the whole server, which other databases share, and needs the right to manage roles';
    case 'CreateTableSpaceStmt':
      return 'needs a folder on the disk of every server, standbys included';
    case 'CreateForeignServerStmt':
    case 'CreateSubscriptionStmt':
      return 'names another server, which every copy of this database would then talk to';
    case 'CreateStmt':
      return tablespaceNeed(node.body.tablespacename);
    case 'IndexStmt':
      return tablespaceNeed(node.body.tableSpace);
    default:
      return null;
  }
}

function tablespaceNeed(name: string | undefined): string | null {
  return name === undefined || name === 'pg_default'
    ? null
    : `needs the tablespace ${code(identifier(name))} on the server`;
}
