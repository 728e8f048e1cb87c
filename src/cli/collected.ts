import type { FileKind } from '../disk/files.js';
import type { Evidence } from '../frameworks/evidence.js';
import { evidencePlan } from '../history/evidence-plan.js';
import { historyPlan, type HistoryPlan, type Judged, type Tree } from '../history/history-plan.js';
import { readIncludes } from '../history/includes.js';
import { heldByDump, noDump, schemaTexts } from '../history/schema-texts.js';
import type { PreflightInput, SourceContent, SourceFile } from '../preflight.js';

/** What one call scans, before settings and `--schema` are put to it. */
export interface Collected extends Surroundings {
  readonly files: readonly SourceFile[];
  readonly sets: PreflightInput['sets'];
  readonly subject: PreflightInput['subject'];
  readonly codeMigrations: readonly string[];
  readonly code: PreflightInput['code'];
  readonly mentions: PreflightInput['mentions'];
  /** What a person should know about the choice; not part of the report. */
  readonly notes: readonly string[];
}

/** What a tree tells beside the migrations themselves. */
export type Surroundings = Pick<PreflightInput, 'schema' | 'evidence' | 'base'>;

/** Contents of paths of the tree, in their order, null for one that is not there; none longer than its kind may be. */
export type ReadTree = (paths: readonly string[], kind: FileKind) => Promise<readonly (SourceContent | null)[]>;

/** A file of which only its present text is known. */
export function givenFile(path: string, content: SourceContent): SourceFile {
  return { path, previousPath: null, status: 'given', content, baseText: null, changedLines: null };
}

/** The schema before and the evidence of a tree; `--schema` leaves its history unread. */
export async function surroundings(
  judged: readonly Judged[],
  tree: Tree,
  read: ReadTree,
  hasSchema: boolean,
): Promise<Omit<Surroundings, 'base'>> {
  const plan = historyPlan(judged, tree);
  const evidence = await evidenceOf(tree.paths, plan.folders, read);
  return { evidence, schema: hasSchema ? [] : await schemaOf(plan, judged, read) };
}

async function schemaOf(
  plan: HistoryPlan,
  judged: readonly Judged[],
  read: ReadTree,
): Promise<PreflightInput['schema']> {
  const contents = new Map<string, SourceContent>();
  const contentOf = (path: string): SourceContent | null => contents.get(path) ?? null;
  const readAll = async (paths: readonly string[], kind: FileKind): Promise<void> => {
    const found = await read(paths, kind);
    for (const [at, content] of found.entries()) if (content !== null) contents.set(paths[at] ?? '', content);
  };
  await readAll(
    plan.dumps.map(({ path }) => path),
    'dump',
  );
  assertGivenDump(plan, contentOf);
  const held = heldByDump(plan, judged, contentOf);
  const left = plan.migrations.map(({ path }) => path).filter((path) => !held.has(path));
  await readAll([...left, ...plan.orders.values()], 'migration');
  await readIncludes(left, contentOf, (paths) => readAll(paths, 'migration'));
  return schemaTexts(plan, judged, contentOf);
}

/** A dump that a person named must be there: without it, what it holds would pass for unknown, or for new. */
function assertGivenDump({ dumps }: HistoryPlan, contentOf: (path: string) => SourceContent | null): void {
  for (const { path, folder } of dumps) {
    const content = contentOf(path);
    if (folder === null && content?.kind !== 'text')
      throw noDump(path, content?.kind === 'unscannable' ? content.why : '');
  }
}

async function evidenceOf(
  paths: readonly string[],
  folders: readonly string[],
  read: ReadTree,
): Promise<readonly Evidence[]> {
  const { text, presence } = evidencePlan(paths, folders);
  const contents = await read(text, 'evidence');
  const texts = text.map((path, at): Evidence => {
    const content = contents[at];
    return { path, text: content?.kind === 'text' ? content.text : null };
  });
  return [...texts, ...presence.map((path): Evidence => ({ path, text: null }))];
}
