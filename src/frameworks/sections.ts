import type { Token } from '../sql/lexer.js';
import { fileText } from './comment-lines.js';
import { AS_STRING, BY_STATEMENT, IN_FILE } from './deliveries.js';
import type { FileText, Framework, Section, Setup } from './framework.js';
import type { Marker } from './markers.js';
import { readingOf, unheardIn, type Reading, type Runner } from './reading.js';
import { NO_TOOLS, type Tools } from './tool.js';

/** The name of the tool for the report, `plain-sql` when nothing tells. */
export function frameworkOf(path: string, text: string, comments: readonly Token[], tools = NO_TOOLS): string {
  return readAs(path, text, comments, tools).runner.framework?.name ?? 'plain-sql';
}

export function sectionsOf(
  path: string,
  text: string,
  comments: readonly Token[],
  tools = NO_TOOLS,
): readonly Section[] {
  return readAs(path, text, comments, tools).sections;
}

/**
 * Who runs a file, and the parts of it that run apart, in order; together they cover the file but for the markers, so
 * that no statement is outside all of them but those for another database. Offsets are UTF-16; `comments` are those of
 * the whole file.
 */
export function readAs(
  path: string,
  text: string,
  comments: readonly Token[],
  tools: Tools,
): {
  readonly runner: Runner;
  readonly sections: readonly Section[];
  /** How many parts say that they are for another database. */
  readonly elsewhere: number;
} {
  const file = fileText(text, comments);
  const reading = readingOf(path, file, tools);
  const { framework, proved, optsOut } = reading;
  const setup = framework === null ? null : tools.setup(framework, path);
  const unheard = framework === null || optsOut ? null : unheardIn(file, framework, proved);
  const elsewhere = reading.markers.filter((marker) => marker.elsewhere).length;
  return { runner: { framework, proved, setup, unheard }, sections: sectionsIn(file, reading, setup), elsewhere };
}

function sectionsIn(file: FileText, reading: Reading, setup: Setup | null): readonly Section[] {
  const { direction, markers, framework, optsOut: whole } = reading;
  if (markers.length === 0) {
    const optsOut = whole || partOptsOut(framework, file, 0, file.text.length);
    const delivery = deliveryOf(reading, optsOut ? 'opted out' : 'as usual', setup);
    return strings(framework, file).map(([start, end]) => ({ direction: direction ?? 'up', start, end, delivery }));
  }
  const parts = cut(file.text, markers).filter(({ marker }) => !marker.elsewhere);
  return parts.map(({ marker, start, end }) => {
    const optsOut = whole || marker.optsOut || partOptsOut(framework, file, start, end);
    const asked = optsOut ? (marker.oneString ? 'opted out, as one string' : 'opted out') : 'as usual';
    const blocks = optsOut ? blocksIn(framework, file, start, end) : [];
    return { direction: marker.direction, start, end, blocks, delivery: deliveryOf(reading, asked, setup) };
  });
}

function blocksIn(
  framework: Framework | null,
  { lines }: FileText,
  start: number,
  end: number,
): (readonly [start: number, end: number])[] {
  const [begins, ends] = framework?.sections?.block ?? [];
  if (begins === undefined || ends === undefined) return [];
  const own = lines.filter((line) => line.start >= start && line.end <= end);
  return own.flatMap((line, at): [number, number][] =>
    begins.test(line.text) ? [[line.end, own.slice(at).find(({ text }) => ends.test(text))?.start ?? end]] : [],
  );
}

/** Where the strings begin and end that a file is sent as. */
function strings(framework: Framework | null, { text, lines }: FileText): (readonly [start: number, end: number])[] {
  const splitsAt = framework?.splitsAt;
  const cuts = splitsAt === undefined ? [] : lines.filter((line) => splitsAt.test(line.text));
  const starts = [0, ...cuts.map(({ end }) => end)];
  return starts.map((start, at) => [start, starts[at + 1] ?? text.length] as const);
}

/** tern's opt-out stands in the part that it is about. */
function partOptsOut(framework: Framework | null, file: FileText, start: number, end: number): boolean {
  if (framework?.sections?.opensWith !== 'down') return false;
  const lines = file.lines.filter((line) => line.start >= start && line.end <= end);
  return framework.optOut?.heard({ ...file, lines }) === true;
}

type Asked = 'as usual' | 'opted out' | 'opted out, as one string';

function deliveryOf(reading: Reading, asked: Asked, setup: Setup | null): Section['delivery'] {
  const { framework, proved, transaction } = reading;
  if (asked !== 'as usual') {
    const delivery = asked === 'opted out' ? (framework?.optOut?.delivers ?? BY_STATEMENT) : AS_STRING;
    return () => ({ ...delivery, assumed: false });
  }
  if (transaction !== null) return () => ({ ...BY_STATEMENT, transaction, assumed: false });
  if (framework === null || setup === null || !proved) return () => ({ ...IN_FILE, assumed: true });
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
    marker: { ...first.marker, direction: 'up', optsOut: false, elsewhere: false },
    start: 0,
    end: first.marker.start,
  };
  return text.slice(0, above.end).trim() === '' ? parts : [above, ...parts];
}
