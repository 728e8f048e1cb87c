import type { Scenario } from './scenario.js';
import type { World } from './world.js';

/** Building an index with `slow_ops`, or of `slow()`, stands still while somebody holds the advisory lock 2. */
const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, email text, name text);
  CREATE TABLE orders (id int PRIMARY KEY, note text);
  INSERT INTO users VALUES (1, 'a', 'a'), (2, 'b', 'b');
  INSERT INTO orders VALUES (1, 'a'), (2, 'b');
  CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(2); RETURN $1; END $$;
  CREATE FUNCTION slow_order(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(2); RETURN btint4cmp($1, $2); END $$;
  CREATE OPERATOR CLASS slow_ops FOR TYPE int USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 slow_order(int, int);`;

const BUILD = 'CREATE INDEX CONCURRENTLY users_email_idx ON users (email)';

/** What another session does, and whether a concurrent build of `users` waits for it. */
interface Neighbour {
  readonly name: string;
  readonly does: (world: World) => Promise<unknown>;
  readonly waits: (major: number) => boolean;
}

const NEIGHBOURS: readonly Neighbour[] = [
  {
    name: 'another concurrent build reads another table',
    does: async (world) => standStill('CREATE INDEX CONCURRENTLY orders_idx ON orders (id slow_ops)', world),
    waits: (major) => major < 14,
  },
  {
    name: 'another concurrent build of an expression reads another table',
    does: async (world) => standStill('CREATE INDEX CONCURRENTLY orders_idx ON orders (slow(id))', world),
    waits: () => true,
  },
  {
    name: 'another concurrent build with WHERE reads another table',
    does: async (world) =>
      standStill('CREATE INDEX CONCURRENTLY orders_idx ON orders (id slow_ops) WHERE id > 0', world),
    waits: () => true,
  },
  {
    name: 'another concurrent build waits for a writer of another table',
    does: async ({ b, c }) => {
      await c.run("BEGIN; INSERT INTO orders VALUES (9, 'z')");
      return b.start('CREATE INDEX CONCURRENTLY orders_idx ON orders (note)').waits();
    },
    waits: () => false,
  },
  {
    name: 'a session waits in pg_advisory_lock() for a third',
    does: async ({ b, c }) => {
      await c.run('SELECT pg_advisory_lock(1)');
      return b.start('SELECT pg_advisory_lock(1)').waits();
    },
    waits: () => true,
  },
  {
    name: 'a session has asked with pg_try_advisory_lock() in vain',
    does: async ({ b, c }) => {
      await c.run('SELECT pg_advisory_lock(1)');
      return b.run('SELECT pg_try_advisory_lock(1)');
    },
    waits: () => false,
  },
  {
    name: 'a session holds an advisory lock, idle in its transaction',
    does: async ({ b }) => {
      await b.run('BEGIN');
      return b.run('SELECT pg_advisory_xact_lock(1)');
    },
    waits: () => false,
  },
  {
    name: 'a READ COMMITTED transaction that has read another table is idle',
    does: async ({ b }) => {
      await b.run('BEGIN');
      return b.run('SELECT FROM orders');
    },
    waits: () => false,
  },
  {
    name: 'a REPEATABLE READ transaction that has read another table is idle',
    does: async ({ b }) => {
      await b.run('BEGIN ISOLATION LEVEL REPEATABLE READ');
      return b.run('SELECT FROM orders');
    },
    waits: () => true,
  },
];

async function standStill(build: string, { b, c }: World): Promise<void> {
  await c.run('SELECT pg_advisory_lock(2)');
  if (!(await b.start(build).waits())) throw new Error('the other build does not stand still');
}

export const NEIGHBOURS_OF_A_BUILD: readonly Scenario[] = NEIGHBOURS.map(({ name, does, waits }) => ({
  name: `a concurrent build while ${name}`,
  schema: SCHEMA,
  look: async (world: World) => {
    await does(world);
    const words = (waiting: boolean): string => (waiting ? 'waits for it' : 'goes on');
    return { seen: words(await world.a.start(BUILD).waits()), claimed: words(waits(world.major)) };
  },
}));
