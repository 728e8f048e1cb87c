import { family } from '../catalog/catalog.js';
import { table } from '../rules/prose.js';
import { sizeWords } from '../rules/weight.js';
import { nodeIf } from '../rules/scope.js';
import type { RelationName } from '../sql/names.js';
import type { Changeset, Step } from '../timeline.js';
import { shortList } from './steps.js';
import type { Work } from './work.js';

/** What can be told of a statement by the size of its table. */
export const SIZED_WORK = ['rewrite', 'update', 'build', 'read'] as const;
export type SizedWork = (typeof SIZED_WORK)[number];

type Range = readonly [least: number, most: number];

/** Bytes of WAL for each byte of the table with its indexes; `npm run oracle -- --standby` holds servers to it. */
export const WAL_FOR_BYTE: Readonly<Record<SizedWork, Range>> = {
  rewrite: [0.9, 1.8],
  update: [1.8, 5],
  // Of one narrow column; each more adds as much as it is wide.
  build: [0.02, 0.4],
  read: [0, 0.02],
};

/** Bytes that it is through with in a second: from the slowest that was measured, or slower, to a fast disk. */
const PER_SECOND: Readonly<Record<SizedWork, Range>> = {
  rewrite: [4e6, 200e6],
  update: [2e6, 60e6],
  build: [30e6, 1e9],
  read: [100e6, 3e9],
};

const REPLAYED_PER_SECOND = 50e6;

interface Sized {
  readonly work: SizedWork;
  readonly relation: RelationName;
  readonly bytes: number;
  /** It may be only for some of the rows. */
  readonly partly: boolean;
}

/** One sentence with a blank in front; empty where a size is not known. */
export function durationWords(work: Work, changeset: Changeset): string {
  const sized = sizedWork(work, changeset);
  if (sized === null) return '';
  const [least, most] = total(sized, ({ work: kind, bytes, partly }) => {
    const [slowest, fastest] = PER_SECOND[kind];
    return [partly ? 0 : bytes / fastest, bytes / slowest];
  });
  const sizes = sized.map(({ relation, bytes }) => `${table(relation)} had ${sizeWords(bytes)} when it was measured`);
  return ` By its size it takes ${seconds(least)} to ${seconds(most)} (${shortList(sizes)}; from the slowest that we measured to a fast disk).`;
}

/** The same for the WAL that it writes. */
export function walWords(work: Work, changeset: Changeset): string {
  const sized = sizedWork(work, changeset);
  if (sized === null) return '';
  const [least, most] = total(sized, ({ work: kind, bytes, partly }) => {
    const [low, high] = WAL_FOR_BYTE[kind];
    return [partly ? 0 : bytes * low, bytes * high];
  });
  if (most < 1e6) return '';
  return ` It writes about ${sizeWords(least)} to ${sizeWords(most)} of WAL: a standby that replays 50 MB a second needs ${seconds(least / REPLAYED_PER_SECOND)} to ${seconds(most / REPLAYED_PER_SECOND)} for it.`;
}

function total(sized: readonly Sized[], rangeOf: (one: Sized) => Range): Range {
  const ranges = sized.map(rangeOf);
  return [ranges.reduce((sum, [least]) => sum + least, 0), ranges.reduce((sum, [, most]) => sum + most, 0)];
}

/** null where one of the tables was not measured: half a sum is none. */
function sizedWork(work: Work, changeset: Changeset): readonly Sized[] | null {
  const found = work.steps.flatMap((step) => ofStep(step, work));
  const first = work.steps[0];
  if (first === undefined || found.length === 0) return null;
  const sized = found.map((one) => ({ ...one, bytes: changeset.tables(one.relation, first.before).bytes }));
  const known = sized.flatMap(({ bytes, ...one }) => (bytes === null ? [] : [{ ...one, bytes }]));
  return known.length === sized.length ? known : null;
}

function ofStep(step: Step, { backfills }: Work): readonly Omit<Sized, 'bytes'>[] {
  const { effects, before } = step;
  const rewritten = once(
    step,
    effects.rewrites.filter(({ existing }) => existing).map(({ relation }) => relation),
  );
  const isBuild = nodeIf(step, 'IndexStmt') !== null || nodeIf(step, 'ReindexStmt') !== null;
  const read = once(
    step,
    effects.scans.filter(({ existing }) => existing).map(({ relation }) => relation),
  );
  const written = backfills.includes(step)
    ? once(
        step,
        effects.writesTo.filter((name) => before.relations.has(name)),
      )
    : [];
  const update = nodeIf(step, 'UpdateStmt');
  const partly = update === null || update.whereClause !== undefined;
  return [
    ...rewritten.map((relation) => ({ work: 'rewrite' as const, relation, partly: false })),
    ...read
      .filter((name) => !rewritten.includes(name))
      .map((relation) => ({ work: isBuild ? ('build' as const) : ('read' as const), relation, partly: false })),
    ...written.map((relation) => ({ work: 'update' as const, relation, partly })),
  ];
}

/** The size of a table counts its partitions already. */
function once({ before }: Step, relations: readonly RelationName[]): readonly RelationName[] {
  const unique = [...new Set(relations)];
  const below = new Set(unique.flatMap((name) => family(before, name).filter((child) => child !== name)));
  return unique.filter((name) => !below.has(name));
}

function seconds(value: number): string {
  if (value < 1) return 'a second';
  if (value < 100) return `${Math.round(value)} seconds`;
  return value < 6000 ? `${Math.round(value / 60)} minutes` : `${Math.round(value / 3600)} hours`;
}
