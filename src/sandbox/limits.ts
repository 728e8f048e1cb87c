import type { NotScanned } from '../report/report.js';
import type { PreflightInput, SourceFile } from '../preflight.js';
import { MAX_FILE_BYTES, tooLarge } from '../sql/decode.js';
import { isOrdinary } from '../sql/screen.js';
import { prepareSource } from '../sql/source.js';

const MEBIBYTE = 1024 * 1024;
const MAX_STATEMENTS = 10_000;
const MAX_FILES = 200;
const MAX_TOTAL_BYTES = 5 * MEBIBYTE;
const TOTAL = `${MAX_TOTAL_BYTES / MEBIBYTE} MiB`;

/** An input that one run can take, and what of the schema before was left out of it. */
export interface BoundedInput {
  readonly input: PreflightInput;
  readonly leftOut: readonly NotScanned[];
}

/** Files beyond a limit become unscannable, each with its reason; the first ones are kept. Nothing is dropped silently. */
export function withinLimits(input: PreflightInput): BoundedInput {
  const spend = budgetOf(MAX_FILES);
  const files = input.files.map((file) => {
    const texts = textsOf(file);
    if (texts.length === 0) return file;
    const why = texts.map(tooMuch).find((reason) => reason !== null) ?? spend(texts);
    return why === null ? file : unscannable(file, why);
  });
  const bounded = schemaWithinLimits(input);
  return { input: { ...input, files, schema: bounded.schema }, leftOut: bounded.leftOut };
}

/** Every text of a file that the parser would see. */
export function textsOf(file: SourceFile): readonly string[] {
  const now = file.content.kind === 'text' ? [file.content.text] : [];
  return file.baseText === null ? now : [...now, file.baseText];
}

/** The base version goes too: the parser would stumble over it all the same. */
export function unscannable(file: SourceFile, why: string): SourceFile {
  return { ...file, content: { kind: 'unscannable', why }, baseText: null };
}

/**
 * A dump is one file and a history may be hundreds, so only the sum counts. What does not fit is not run: only the
 * tables that it names are looked for, which are unknown from there on.
 */
function schemaWithinLimits(input: PreflightInput): {
  schema: PreflightInput['schema'];
  leftOut: readonly NotScanned[];
} {
  const spend = budgetOf(Infinity);
  const why = `it was left out of the schema before, of which one run reads ${TOTAL}`;
  const leftOut: NotScanned[] = [];
  const schema = input.schema.map((one) => {
    if ((one.kind !== 'dump' && one.kind !== 'migration') || spend([one.text]) === null) return one;
    leftOut.push({ path: one.path, why });
    return { ...one, kind: 'names' as const };
  });
  return { schema, leftOut };
}

function tooMuch(text: string): string | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_FILE_BYTES) return tooLarge(bytes);
  // An ordinary text is far below; a statement is at least a letter and a semicolon.
  if (text.length < 2 * MAX_STATEMENTS || isOrdinary(text)) return null;
  const statements = prepareSource(text).pieces.length;
  return statements > MAX_STATEMENTS
    ? `it holds ${statements} statements; of files above ${MAX_STATEMENTS} none is read`
    : null;
}

/** Takes texts one after the other; says why they do not fit any more, or null. What does not fit is not counted. */
function budgetOf(maxFiles: number): (texts: readonly string[]) => string | null {
  let files = 0;
  let total = 0;
  return (texts) => {
    if (files >= maxFiles) return `one run reads ${maxFiles} files, and this one comes after them`;
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    if (total + bytes > MAX_TOTAL_BYTES) return `one run reads ${TOTAL} of migrations, and this one is beyond`;
    files += 1;
    total += bytes;
    return null;
  };
}
