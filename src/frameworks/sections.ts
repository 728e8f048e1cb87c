import type { Token } from '../sql/lexer.js';
import { fileText, type CommentLine } from './comment-lines.js';
import { AS_STRING, BY_STATEMENT, IN_FILE } from './deliveries.js';
import type { FileText, Framework, Section, SectionDirection, Setup } from './framework.js';
import { pathParts } from './framework.js';
import { FRAMEWORKS } from './index.js';
import { sectionMarkers, type Marker } from './markers.js';
import { guessByName, nameOptsOut } from './named-direction.js';
import { NO_TOOLS, type Tools } from './tool.js';

/** The tool of a file, and how sure that is. */
export interface Runner {
  /** null: nothing tells. */
  readonly framework: Framework | null;
  /** More than the file's name says so. */
  readonly proved: boolean;
  /** null without a tool. */
  readonly setup: Setup | null;
  /** A comment that would turn the transaction off, did the tool read it. */
  readonly unheard: CommentLine | null;
}

/** A file as its tool reads it. */
interface Reading extends Pick<Runner, 'framework' | 'proved'> {
  readonly direction: SectionDirection | null;
  readonly markers: readonly Marker[];
  readonly optsOut: boolean;
}

/** The name of the tool for the report, `plain-sql` when nothing tells. */
export function frameworkOf(path: string, text: string, comments: readonly Token[], tools = NO_TOOLS): string {
  return runnerOf(path, text, comments, tools).framework?.name ?? 'plain-sql';
}

export function runnerOf(path: string, text: string, comments: readonly Token[], tools = NO_TOOLS): Runner {
  const file = fileText(text, comments);
  const { framework, proved, optsOut } = readingOf(path, file, tools);
  if (framework === null) return { framework, proved, setup: null, unheard: null };
  return {
    framework,
    proved,
    setup: tools.setup(framework, path),
    unheard: optsOut ? null : unheardIn(file, framework, proved),
  };
}

/**
 * The parts of a file that its tool runs apart, in order; together they cover the file but for the markers, so that
 * no statement is outside all of them. Offsets are UTF-16; `comments` are those of the whole file.
 */
export function sectionsOf(
  path: string,
  text: string,
  comments: readonly Token[],
  tools: Tools = NO_TOOLS,
): readonly Section[] {
  const file = fileText(text, comments);
  const reading = readingOf(path, file, tools);
  const { direction, markers } = reading;
  if (markers.length === 0) {
    const delivery = deliveryOf(reading, reading.optsOut ? 'opted out' : 'as usual', path, tools);
    return strings(reading.framework, file).map(([start, end]) => ({
      direction: direction ?? 'up',
      start,
      end,
      delivery,
    }));
  }
  return cut(text, markers).map(({ marker, start, end }) => {
    const optsOut = reading.optsOut || marker.optsOut || partOptsOut(reading.framework, file, start, end);
    const asked = optsOut ? (marker.oneString ? 'opted out, as one string' : 'opted out') : 'as usual';
    return { direction: marker.direction, start, end, delivery: deliveryOf(reading, asked, path, tools) };
  });
}

/** Where the strings begin and end that a file is sent as. */
function strings(framework: Framework | null, { text, lines }: FileText): (readonly [start: number, end: number])[] {
  const splitsAt = framework?.splitsAt;
  const cuts = splitsAt === undefined ? [] : lines.filter((line) => splitsAt.test(line.text));
  const starts = [0, ...cuts.map(({ end }) => end)];
  return starts.map((start, at) => [start, starts[at + 1] ?? text.length] as const);
}

function readingOf(path: string, file: FileText, tools: Tools): Reading {
  const guess = guessByName(path);
  const proved = tools.proved(path);
  const direction = proved === null ? guess.direction : (proved.named(pathParts(path))?.direction ?? null);
  // A name that says `up` beats a marker: no tool that names files so would leave a `migrate:down` part out.
  const parted = guess.direction === 'up' ? null : sectionMarkers(file.lines);
  const known = parted?.framework ?? proved;
  const optOut = optOutOf(file, known, guess.framework);
  const certain = known ?? optOut ?? signed(file);
  return {
    framework: certain ?? guess.framework,
    proved: certain !== null,
    direction,
    markers: parted?.markers ?? [],
    optsOut: optOut !== null || nameOptsOut(path),
  };
}

/** The tool whose opt-out of a transaction the file holds. Of another tool than the known one it is a comment. */
function optOutOf(file: FileText, known: Framework | null, guess: Framework | null): Framework | null {
  const wanted = FRAMEWORKS.filter((framework) => {
    if (known !== null) return framework === known;
    return guess === null || framework === guess || framework.optOut?.mistakenFor?.includes(guess.name) === true;
  });
  return wanted.find(({ optOut, sections }) => sections?.opensWith !== 'down' && optOut?.heard(file) === true) ?? null;
}

/** The tool's own directive where it does not look for it, or the directive of another tool. */
function unheardIn(file: FileText, framework: Framework, proved: boolean): CommentLine | null {
  const own = framework.optOut?.unheard(file) ?? null;
  if (own !== null || !proved) return own;
  const foreign = FRAMEWORKS.some((other) => other !== framework && other.optOut?.heard(file) === true);
  return foreign
    ? (file.lines.find(({ text }) => /\bno[\s_-]?trans|tx[-_]?(?:mode|off)|disable-t|transactional:/i.test(text)) ??
        null)
    : null;
}

/** tern's opt-out stands in the part that it is about. */
function partOptsOut(framework: Framework | null, file: FileText, start: number, end: number): boolean {
  if (framework?.sections?.opensWith !== 'down') return false;
  const lines = file.lines.filter((line) => line.start >= start && line.end <= end);
  return framework.optOut?.heard({ ...file, lines }) === true;
}

/** Comments that only one tool writes. */
function signed({ lines, comments, text }: FileText): Framework | null {
  return (
    FRAMEWORKS.find(({ signature, inlineSignature }) => {
      // Drizzle's breakpoint may follow the semicolon on the same line, where no other tool looks for its own.
      if (inlineSignature !== undefined) return comments.some(({ start }) => text.startsWith(inlineSignature, start));
      return signature !== undefined && lines.some((line) => signature.test(line.text));
    }) ?? null
  );
}

type Asked = 'as usual' | 'opted out' | 'opted out, as one string';

function deliveryOf(reading: Reading, asked: Asked, path: string, tools: Tools): Section['delivery'] {
  const { framework, proved } = reading;
  if (asked !== 'as usual') {
    const delivery = asked === 'opted out' ? (framework?.optOut?.delivers ?? BY_STATEMENT) : AS_STRING;
    return () => ({ ...delivery, assumed: false });
  }
  if (framework === null || !proved) return () => ({ ...IN_FILE, assumed: true });
  const setup = tools.setup(framework, path);
  return (commands) => {
    const delivery = framework.delivers(setup, commands);
    return { ...(delivery ?? IN_FILE), assumed: delivery === null };
  };
}

interface Part {
  readonly marker: Marker;
  readonly start: number;
  readonly end: number;
}

/** What stands above the first marker runs with it, or as up above a marker that opens a down part. */
function cut(text: string, markers: readonly Marker[]): readonly Part[] {
  const parts = markers.map((marker, at) => ({
    marker,
    start: marker.end,
    end: markers[at + 1]?.start ?? text.length,
  }));
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  if (first.marker.direction === 'up') return [{ ...first, start: 0 }, ...rest];
  const above: Part = {
    marker: { ...first.marker, direction: 'up', optsOut: false },
    start: 0,
    end: first.marker.start,
  };
  return text.slice(0, above.end).trim() === '' ? parts : [above, ...parts];
}
