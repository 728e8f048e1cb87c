/** File name → first content of a rule's folder. Its tests fail until `detect` finds what docs.md promises. */
export function ruleFiles(mode: string, name: string): Record<string, string> {
  return { 'rule.ts': ruleSource(mode, name), 'docs.md': docs(name), 'cases.sql': cases(name) };
}

function ruleSource(mode: string, name: string): string {
  const match = name.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase());
  return `import type { Match } from '../../rule.js';
import { statementRule } from '../../rule.js';

interface ${match} extends Match {
  readonly table: string;
}

export const rule = statementRule<${match}>({
  id: '${name}',
  mode: '${mode}',
  detect: () => [],
  describe: ({ table }) => ({
    title: \`What happens to \${table}\`,
    message: \`This statement, on \${table}, blocks this, for as long as that.\`,
    fix: '',
  }),
});
`;
}

function docs(name: string): string {
  return `# Doing this causes that

## What happens

What Postgres does with the statement, which lock it takes and what waits behind it, for how long.

## Unsafe

\`\`\`sql schema
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
\`\`\`

\`\`\`sql unsafe
SELECT 1; -- finding: ${name}
\`\`\`

## Safe

\`\`\`sql safe
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
\`\`\`

## When it is fine

On which tables or in which deploys nobody will notice.

## What this rule cannot see

What would change the answer and is not in the pull request.

## Evidence

The cases below run on an embedded Postgres with every \`npm test\`.
`;
}

function cases(name: string): string {
  return `-- case: one sentence that says what this shows
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
SELECT 1; -- finding: ${name}

-- case: a case without a marked line must stay silent
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
`;
}
