/**
 * What a changed file is to a running application. Only `code` talks to the database: a test runs against the schema
 * of its own commit, a page talks to people, and what a program wrote follows from something else in the change.
 */
export type FileKind = 'code' | 'test' | 'docs' | 'generated' | 'other';

export function fileKind(path: string): FileKind {
  const segments = path.toLowerCase().split('/');
  const name = segments.at(-1) ?? '';
  const folders = segments.slice(0, -1);
  if (folders.some((folder) => GENERATED.has(folder)) || GENERATED_NAME.test(name)) return 'generated';
  if (GENERATED_AT_TOP.has(folders[0] ?? '')) return 'generated';
  if (DOCS_NAME.test(name) || folders.some((folder) => DOCS.has(folder))) return 'docs';
  if (folders.some((folder) => TESTS.has(folder)) || TEST_NAME.test(name) || TEST_CLASS.test(path)) return 'test';
  if (!LANGUAGES.has(suffixOf(name)) && !isMapper(name)) return 'other';
  return 'code';
}

/** Code that people see: its words are those of the interface. */
export function isView(path: string): boolean {
  return VIEWS.has(suffixOf(path.toLowerCase()));
}

export function suffixOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.slice(name.lastIndexOf('.') + 1);
}

const VIEWS = words('tsx jsx vue svelte astro erb haml slim ejs hbs twig heex html');
const LANGUAGES = new Set([
  ...words('ts js mts cts mjs cjs py rb go rs java kt kts scala groovy clj cs fs vb php ex exs erl swift dart lua'),
  ...words('pl pm c cc cpp cxx h hpp hs ml cr nim jl r sh sql prisma graphqls'),
  ...VIEWS,
]);
LANGUAGES.delete('html');

const TESTS = words(
  'test tests __tests__ testing testdata test-data test_data spec specs __specs__ e2e cypress playwright fixture fixtures ' +
    '__fixtures__ __mocks__ mocks seed seeds seeders testutil testutils storybook bench benchmarks examples',
);
const TEST_NAME =
  /[._-](?:test|tests|spec|specs|e2e|mock|mocks|stories|story|fixture|fixtures|factory|seed|bench)\.[a-z.]+$|^(?:test_|conftest\.|seeds?\.|factories\.)/;
/** JUnit, NUnit, XCTest: by a word of its own in the class's name, so not `Latest.java`. */
const TEST_CLASS = /(?:[a-z0-9]|\/)(?:Tests?|TestCase|Spec|IT)\.(?:java|kt|scala|groovy|cs|fs|swift|php)$/;

const DOCS = words('docs doc documentation wiki changelogs .github');
const DOCS_NAME = /\.(?:md|mdx|rst|txt|adoc|markdown)$|^(?:changelog|readme|license|contributing)\b/;

const GENERATED = words(
  'node_modules dist .next generated __generated__ autogen codegen bower_components __pycache__ .yarn third_party ' +
    '__snapshots__ sorbet',
);
/** Further down these are words of a business: a `vendor` sells, a `target` is reached. */
const GENERATED_AT_TOP = words('vendor build out target gen');
const GENERATED_NAME =
  /\.min\.[a-z]+$|\.(?:generated|gen|pb|g|designer|freezed)\.[a-z.]+$|_pb2(?:_grpc)?\.pyi?$|\.(?:pb|sql)\.go$|\.d\.[mc]?ts$|^(?:schema\.rb|structure\.sql|schema\.sql|dump\.sql|database\.types\.ts|database-types\.ts)$|modelsnapshot\.cs$/;

/** SQL of MyBatis and of Hibernate stands in XML. */
function isMapper(name: string): boolean {
  return /(?:mapper|\.hbm)\.xml$/.test(name);
}

function words(list: string): Set<string> {
  return new Set(list.split(' '));
}
