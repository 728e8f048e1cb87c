import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser, parseSource } from '../../src/sql/parse.js';
import { isOrdinary } from '../../src/sql/screen.js';
import { routineOf } from '../../src/sql/plpgsql.js';

beforeAll(loadParser);

/** Each piece as `kind: text`, unreadable ones as `?: text`. */
function read(text: string): string[] {
  return parseSource(text).pieces.map((piece) => {
    const cut = text.slice(piece.span.start, piece.span.end);
    return `${piece.readable ? piece.kind : '?'}: ${cut}`;
  });
}

describe('a file becomes statements that cut the text exactly', () => {
  test.each([
    ['two statements', 'SELECT 1; SELECT 2', ['SELECT: SELECT 1', 'SELECT: SELECT 2']],
    ['comments around', '-- a\nSELECT 1 -- b\n; /* c */ SELECT 2; -- d', ['SELECT: SELECT 1', 'SELECT: SELECT 2']],
    ['characters outside ASCII', "SELECT 'é😀'; SELECT 'ü'", ["SELECT: SELECT 'é😀'", "SELECT: SELECT 'ü'"]],
    ['CRLF', 'SELECT 1;\r\nSELECT 2;\r\n', ['SELECT: SELECT 1', 'SELECT: SELECT 2']],
    [
      'semicolons in strings',
      "SELECT ';', $$;$$, $a$;$$;$a$; SELECT 2",
      ["SELECT: SELECT ';', $$;$$, $a$;$$;$a$", 'SELECT: SELECT 2'],
    ],
    ['nested comments', '/* a /* b */ ; */ SELECT 1;', ['SELECT: SELECT 1']],
    ['nothing', '  -- only a comment\n;;', []],
    [
      'a body in BEGIN ATOMIC',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      [
        'CREATE FUNCTION: CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT: SELECT 3',
      ],
    ],
    [
      'rule actions',
      'CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2); SELECT 3',
      ['CREATE RULE: CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)', 'SELECT: SELECT 3'],
    ],
  ])('%s', (_title, text, expected) => expect(read(text)).toEqual(expected));
});

describe('what psql takes for itself is passed over without moving an offset', () => {
  test.each([
    [
      'backslash commands',
      '\\set x 1\n\\connect db\nSELECT 1;\n\\restrict abc\nSELECT 2;',
      ['SELECT: SELECT 1', 'SELECT: SELECT 2'],
    ],
    [
      'gexec ends a statement',
      "SELECT 'x' \\gexec\nSELECT 2\n\\gexec\nSELECT 3;",
      ["SELECT: SELECT 'x'", '?: \\gexec', 'SELECT: SELECT 2', '?: \\gexec', 'SELECT: SELECT 3'],
    ],
    [
      'a separator, behind which SQL goes on',
      "SELECT 1\\; SELECT 2; \\timing \\\\ SELECT 3; \\echo 'a \\\\ b;' \\\\ SELECT 4 \\gset x_ \\\\ SELECT 5",
      ['SELECT: SELECT 1', 'SELECT: SELECT 2', 'SELECT: SELECT 3', 'SELECT: SELECT 4', 'SELECT: SELECT 5'],
    ],
    [
      'commands inside a statement',
      'SELECT 1\n\\echo x; y\n, 2 \\p\nFROM t;',
      ['SELECT: SELECT 1\n\\echo x; y\n, 2 \\p\nFROM t'],
    ],
    [
      'what runs elsewhere is a piece of its own',
      "\\i a b.sql\nSELECT 1;\n\\ir 'c.sql' \\include d.sql\n\\! rm x; \\ y\n\\copy t from x.csv\n\\copy t to x.csv\n",
      [
        '?: \\i a b.sql',
        'SELECT: SELECT 1',
        "?: \\ir 'c.sql'",
        '?: \\include d.sql',
        '?: \\! rm x; \\ y',
        '?: \\copy t from x.csv',
      ],
    ],
    [
      'COPY data',
      "COPY t (a) FROM stdin;\nit's; \\N\n\\.\nSELECT 2;",
      ['COPY: COPY t (a) FROM stdin', 'SELECT: SELECT 2'],
    ],
    ['GO', 'SELECT 1\nGO\nSELECT 2\ngo\n', ['SELECT: SELECT 1', 'SELECT: SELECT 2']],
    [
      'placeholders',
      'CREATE TABLE ${s}.t (a int); SELECT :x, :\'y\', :"z", {{ w }}, a[1:n], 1::int FROM q',
      ['CREATE TABLE: CREATE TABLE ${s}.t (a int)', 'SELECT: SELECT :x, :\'y\', :"z", {{ w }}, a[1:n], 1::int FROM q'],
    ],
  ])('%s', (_title, text, expected) => expect(read(text)).toEqual(expected));
});

test('one bad statement does not hide the others', () => {
  const text = 'CREATE TABLE a (id int);\nALTER TABEL a ADD b int;\nDROP TABLE a;';
  expect(read(text)).toEqual([
    'CREATE TABLE: CREATE TABLE a (id int)',
    '?: ALTER TABEL a ADD b int',
    'DROP TABLE: DROP TABLE a',
  ]);
});

test('an unterminated string makes only its own statement unreadable', () => {
  expect(read("SELECT 1; SELECT 'x; DROP TABLE a;")).toEqual(['SELECT: SELECT 1', "?: SELECT 'x; DROP TABLE a;"]);
});

test('each subcommand of an ALTER TABLE has its own place', () => {
  const text = 'ALTER TABLE IF EXISTS ONLY s."t" ADD a numeric(10, 2), DROP b, ADD CHECK (a IN (1, 2))';
  const [piece] = parseSource(text).pieces;
  const parts = piece?.readable === true ? piece.parts.map((part) => text.slice(part.start, part.end)) : [];
  expect(parts).toEqual(['ADD a numeric(10, 2)', 'DROP b', 'ADD CHECK (a IN (1, 2))']);
});

test('a comment between two words of one operator is no error', () => {
  expect(read('SELECT 1 WHERE 1 NOT /* x */ IN (2); SELECT 2')).toEqual([
    'SELECT: SELECT 1 WHERE 1 NOT /* x */ IN (2)',
    'SELECT: SELECT 2',
  ]);
});

test('a comment that nothing closes is unreadable, not empty', () => {
  expect(read('SELECT 1; /* oops\nDROP TABLE a;')).toEqual(['SELECT: SELECT 1', '?: /* oops\nDROP TABLE a;']);
});

describe('the screen keeps the parser’s bombs out of this process', () => {
  test.each([
    ['nested comments', '/*'.repeat(50_000)],
    ['comments in one run', '/**/'.repeat(5_000)],
    ['chained operators', `SELECT ${'1+'.repeat(20_000)}1`],
    ['a run of operators', `SELECT ${'+'.repeat(20_000)}1`],
    ['nested parentheses', `SELECT ${'('.repeat(10_000)}`],
    ['chained casts', `SELECT 1${'::int'.repeat(20_000)}`],
    ['chained joins', `SELECT 1 FROM a ${'JOIN a USING (b) '.repeat(10_000)}`],
    ['chained unions', 'SELECT 1 UNION ALL '.repeat(12_000)],
    ['a bomb inside a DO body', `DO $$ BEGIN PERFORM ${'1+'.repeat(20_000)}1; END $$`],
    ['a bomb in a quoted body', `DO 'BEGIN PERFORM ${'1+'.repeat(20_000)}1; END'`],
    ['too many statements', 'SELECT 1;'.repeat(50_000)],
  ])('%s', (_title, text) => expect(isOrdinary(text)).toBe(false));

  test.each([
    ['a banner comment', `/${'*'.repeat(300)}\n text\n ${'*'.repeat(300)}/ SELECT 1`],
    ['a dashed line', `${'-'.repeat(5_000)}\nSELECT 1`],
    ['a thousand rows', `INSERT INTO t VALUES ${Array.from({ length: 1_000 }, (_, n) => `(${n}, 'x')`).join(', ')}`],
  ])('%s is ordinary', (_title, text) => expect(isOrdinary(text)).toBe(true));
});

describe('a PL/pgSQL body', () => {
  function shape(sql: string): unknown {
    const [piece] = parseSource(sql).pieces;
    const routine = piece?.readable === true ? routineOf(piece.node, sql) : null;
    const hidden = ['body', 'index', 'readable', 'span', 'parts', 'node'];
    return JSON.parse(JSON.stringify(routine, (key, value: unknown) => (hidden.includes(key) ? undefined : value)));
  }

  const run = (kind: string, sql: string): unknown => {
    return { kind: 'statement', statement: { kind }, source: { text: sql, sql }, line: 1 };
  };

  test('shows loops, branches, commits and static SQL', () => {
    const sql =
      "DO $$ DECLARE n int; BEGIN LOOP UPDATE t SET a = 1; GET DIAGNOSTICS n = ROW_COUNT; IF n = 0 THEN EXIT; ELSE DELETE FROM u; END IF; COMMIT; PERFORM pg_sleep(1); EXECUTE 'DROP TABLE x'; EXECUTE format('DROP TABLE %I', n); END LOOP; END $$";
    expect(shape(sql)).toEqual({
      ok: true,
      items: [
        {
          kind: 'loop',
          items: [
            run('UPDATE', 'UPDATE t SET a = 1'),
            { kind: 'branch', items: [] },
            { kind: 'branch', items: [run('DELETE', 'DELETE FROM u')] },
            { kind: 'commit' },
            run('SELECT', 'SELECT pg_sleep(1)'),
            run('DROP TABLE', 'DROP TABLE x'),
            { kind: 'opaque' },
          ],
        },
      ],
    });
  });

  test('in a language we do not read is not called understood', () => {
    expect(shape("DO LANGUAGE plpython3u 'pass'")).toEqual({ ok: false, why: 'a body in plpython3u is not read' });
  });
});
