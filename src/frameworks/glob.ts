import { ConfigError } from '../errors.js';

/**
 * A glob as a test on `/`-separated paths: `**`, `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, `\` before a plain character.
 * A trailing slash means everything below. Names that start with a dot are names like any other.
 *
 * Not a regular expression: whatever a back-tracking engine is given, `*_*_*_*.sql` on a long path of underscores
 * takes it minutes. All states move at once here, so the cost is at most glob × path.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  if (glob.length > MAX_GLOB) throw new ConfigError(`a glob is longer than ${MAX_GLOB} characters`, 'Shorten it.');
  const program = compile([...glob.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '/**')]);
  return (path) => accepts(program, path);
}

/** Whether one of several globs covers a path, whose suffix may be in capitals: `X.SQL` is the file that `*.sql` means. */
export function anyGlob(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map(globMatcher);
  return (path) => [path, withLowerSuffix(path)].some((spelling) => matchers.some((matches) => matches(spelling)));
}

export function withLowerSuffix(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? path : path.slice(0, dot) + path.slice(dot).toLowerCase();
}

const MAX_GLOB = 1_000;

/** `to` holds distances from the instruction itself, so that pieces can be put together without renumbering. */
type Instruction =
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'split'; readonly to: readonly number[] };
type Program = readonly Instruction[];

function compile(glob: readonly string[]): Program {
  const program: Instruction[] = [];
  for (let at = 0; at < glob.length;) {
    const piece = pieceAt(glob, at);
    program.push(...piece.program);
    at = piece.end;
  }
  return program;
}

interface Piece {
  readonly program: Program;
  readonly end: number;
}

function pieceAt(glob: readonly string[], at: number): Piece {
  const character = glob[at] ?? '';
  if (character === '*') return starsAt(glob, at);
  if (character === '?') return { program: [one(notSlash)], end: at + 1 };
  if (character === '[') return classAt(glob, at) ?? literal('[', at + 1);
  if (character === '{') return bracesAt(glob, at) ?? literal('{', at + 1);
  if (character === '\\' && at + 1 < glob.length) return literal(glob[at + 1] ?? '', at + 2);
  return literal(character, at + 1);
}

function starsAt(glob: readonly string[], at: number): Piece {
  let end = at;
  while (glob[end] === '*') end += 1;
  if (end - at === 1) return { program: anyNumberOf([one(notSlash)]), end };
  const opensSegment = at === 0 || glob[at - 1] === '/';
  // `**/` stands for any number of whole folders, none included.
  if (opensSegment && glob[end] === '/')
    return { program: maybe([...anyNumberOf([one(any)]), one(isSlash)]), end: end + 1 };
  return { program: anyNumberOf([one(any)]), end };
}

function classAt(glob: readonly string[], at: number): Piece | null {
  const negated = glob[at + 1] === '!' || glob[at + 1] === '^';
  const first = at + (negated ? 2 : 1);
  const closing = glob.indexOf(']', first + 1);
  if (closing < 0) return null;
  const members = glob.slice(first, closing);
  return {
    program: [one((character) => notSlash(character) && holds(members, character) !== negated)],
    end: closing + 1,
  };
}

function holds(members: readonly string[], character: string): boolean {
  return members.some((member, at) => {
    const last = members[at + 1] === '-' ? members[at + 2] : undefined;
    return last === undefined ? member === character : member <= character && character <= last;
  });
}

function bracesAt(glob: readonly string[], at: number): Piece | null {
  const cuts = [at];
  let depth = 0;
  for (let end = at; end < glob.length; end += 1) {
    if (glob[end] === '\\') end += 1;
    else if (glob[end] === '{') depth += 1;
    else if (glob[end] === ',' && depth === 1) cuts.push(end);
    else if (glob[end] === '}' && (depth -= 1) === 0) {
      const choices = cuts.map((cut, index) => compile(glob.slice(cut + 1, cuts[index + 1] ?? end)));
      return { program: oneOf(choices), end: end + 1 };
    }
  }
  return null;
}

function literal(wanted: string, end: number): Piece {
  return { program: [one((character) => character === wanted)], end };
}

function one(test: (character: string) => boolean): Instruction {
  return { kind: 'character', accepts: test };
}

function anyNumberOf(program: Program): Program {
  return [{ kind: 'split', to: [1, program.length + 2] }, ...program, { kind: 'split', to: [-program.length - 1] }];
}

function maybe(program: Program): Program {
  return [{ kind: 'split', to: [1, program.length + 1] }, ...program];
}

function oneOf(choices: readonly Program[]): Program {
  const total = choices.reduce((sum, choice) => sum + choice.length + 1, 1);
  const starts: number[] = [];
  const body: Instruction[] = [];
  for (const choice of choices) {
    starts.push(body.length + 1);
    body.push(...choice);
    body.push({ kind: 'split', to: [total - body.length - 1] });
  }
  return [{ kind: 'split', to: starts }, ...body];
}

const any = (): boolean => true;
const isSlash = (character: string): boolean => character === '/';
const notSlash = (character: string): boolean => character !== '/';

function accepts(program: Program, path: string): boolean {
  let states = reachable(program, [0]);
  for (const character of path) {
    const next: number[] = [];
    for (const state of states) {
      const instruction = program[state];
      if (instruction?.kind === 'character' && instruction.accepts(character)) next.push(state + 1);
    }
    if (next.length === 0) return false;
    states = reachable(program, next);
  }
  return states.has(program.length);
}

/** States that can be reached without a character; the one past the end means that the glob is used up. */
function reachable(program: Program, from: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const pending = [...from];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const instruction = program[state];
    if (instruction?.kind === 'split') for (const distance of instruction.to) pending.push(state + distance);
  }
  return seen;
}
