import type { Migration } from '../migration.js';

/** How a tool is told what to do from a shell. */
interface ToolCommand {
  /** FOLDER and COUNT are filled in; all of them connect to what `$DATABASE_URL` names. */
  readonly up: string;
  /** Takes back the last COUNT migrations; left out where it has no such command. */
  readonly down?: string;
  /** `down` takes back one migration a call. */
  readonly oneByOne?: boolean;
}

/** By the framework's name; a tool that is not here is told by its own name. */
const COMMANDS: Readonly<Record<string, ToolCommand>> = {
  'golang-migrate': {
    up: 'migrate -path FOLDER -database "$DATABASE_URL" up',
    down: 'migrate -path FOLDER -database "$DATABASE_URL" down COUNT',
  },
  dbmate: {
    up: 'dbmate --url "$DATABASE_URL" --migrations-dir FOLDER --no-dump-schema up',
    down: 'dbmate --url "$DATABASE_URL" --migrations-dir FOLDER --no-dump-schema rollback',
    oneByOne: true,
  },
  goose: {
    up: 'goose -dir FOLDER postgres "$DATABASE_URL" up',
    down: 'goose -dir FOLDER postgres "$DATABASE_URL" down',
    oneByOne: true,
  },
  rails: { up: 'bin/rails db:migrate', down: 'bin/rails db:rollback STEP=COUNT' },
  prisma: { up: 'npx prisma migrate deploy' },
  sqlx: {
    up: 'sqlx migrate run --source FOLDER --database-url "$DATABASE_URL"',
    down: 'sqlx migrate revert --source FOLDER --database-url "$DATABASE_URL"',
    oneByOne: true,
  },
  diesel: {
    up: 'diesel migration run --migration-dir FOLDER --database-url "$DATABASE_URL"',
    down: 'diesel migration revert --number COUNT --migration-dir FOLDER --database-url "$DATABASE_URL"',
  },
  'node-pg-migrate': {
    up: 'npx node-pg-migrate up -m FOLDER',
    down: 'npx node-pg-migrate down COUNT -m FOLDER',
  },
  tern: {
    up: 'tern migrate --migrations FOLDER --conn-string "$DATABASE_URL"',
    down: 'tern migrate --migrations FOLDER --conn-string "$DATABASE_URL" --destination -COUNT',
  },
  supabase: { up: 'supabase db push --db-url "$DATABASE_URL"' },
  atlas: { up: 'atlas migrate apply --dir file://FOLDER --url "$DATABASE_URL"' },
  drizzle: { up: 'npx drizzle-kit migrate' },
};

/** The commands that run the migrations of a change; none where nobody knows them. `waits` may not give up on a lock. */
export function upCommands(
  migrations: readonly Migration[],
  waits: ReadonlySet<Migration> = new Set(),
): readonly string[] {
  const tool = commandsOf(migrations);
  if (tool !== null) return [commandFor(tool.up, migrations)];
  const isPlain = migrations.every(({ runner }) => runner.framework === null);
  return isPlain ? migrations.map((migration) => psql(migration, waits.has(migration))) : [];
}

/** The command that takes them back, where each has its way back; empty where there is none. */
export function downCommand(migrations: readonly Migration[]): string {
  const tool = commandsOf(migrations);
  if (tool?.down === undefined) return '';
  const once = commandFor(tool.down, migrations);
  return tool.oneByOne === true ? migrations.map(() => once).join(' &&\n') : once;
}

/** The framework of all of them, and surely that one; null where they are of several. */
export function toolOf(migrations: readonly Migration[]): string | null {
  const [first] = migrations;
  const name = first?.runner.framework?.name;
  const folder = folderOf(first);
  const isOne = migrations.every(({ runner, path }) => {
    const sameFolder = name === 'prisma' || name === 'diesel' || path.startsWith(`${folder}/`);
    return runner.proved && runner.framework?.name === name && sameFolder;
  });
  return name !== undefined && isOne ? name : null;
}

function commandsOf(migrations: readonly Migration[]): ToolCommand | null {
  const tool = toolOf(migrations);
  return tool === null ? null : (COMMANDS[tool] ?? null);
}

export function commandFor(command: string, migrations: readonly Migration[]): string {
  const [first] = migrations;
  return command.replace(/file:\/\/FOLDER|FOLDER|COUNT/g, (word) => {
    if (word === 'COUNT') return String(migrations.length);
    const folder = first?.runner.framework?.name === 'diesel' ? parent(folderOf(first)) : folderOf(first);
    return shellWord(word.replace('FOLDER', folder));
  });
}

/** What a tool calls a migration that has a folder of its own. */
export function migrationName(migration: Migration): string {
  return shellWord(folderOf(migration).split('/').at(-1) ?? '');
}

function psql({ path, transaction }: Migration, waits: boolean): string {
  const first = waits ? " -c 'SET lock_timeout = 0'" : '';
  const whole = transaction === 'statement' ? '' : ' --single-transaction';
  return `psql -X -v ON_ERROR_STOP=1${whole} -d "$DATABASE_URL"${first} -f ${shellWord(path)}`;
}

function folderOf(migration: Migration | undefined): string {
  return parent(migration?.path ?? '');
}

function parent(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '.' : path.slice(0, cut);
}

/** A word of a command, whatever a stranger called his folder. */
export function shellWord(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
