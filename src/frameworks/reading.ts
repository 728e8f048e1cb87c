import type { CommentLine } from './comment-lines.js';
import { pathParts, type FileText, type Framework, type SectionDirection, type Setup } from './framework.js';
import { FRAMEWORKS } from './index.js';
import { sectionMarkers, type Marker } from './markers.js';
import { guessByName, nameOptsOut } from './named-direction.js';
import type { ToldOf } from './told-run.js';
import type { Tools } from './tool.js';
import type { RunTransaction } from '../told.js';

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
export interface Reading extends Pick<Runner, 'framework' | 'proved'> {
  readonly direction: SectionDirection | null;
  readonly markers: readonly Marker[];
  readonly optsOut: boolean;
  /** What the config says that one transaction spans. */
  readonly transaction: RunTransaction | null;
}

export function readingOf(path: string, file: FileText, tools: Tools): Reading {
  const told = tools.told(path);
  if (told.framework !== null || told.homeMade) return toldReading(path, file, told);
  const guess = guessByName(path);
  const proved = tools.proved(path);
  const direction = proved === null ? guess.direction : (proved.named(pathParts(path))?.direction ?? null);
  // A name that says `up` beats a marker: no tool that names files so would leave a `migrate:down` part out.
  const parted = guess.direction === 'up' ? null : sectionMarkers(file.lines);
  const known = parted?.framework ?? proved;
  const isSaid = told.transaction !== null;
  // Of a runner of which only that is known nobody has said which directives it reads.
  const optOut = isSaid && known === null ? null : optOutOf(file, known, guess.framework);
  const certain = known ?? optOut ?? signed(file);
  return {
    framework: certain ?? guess.framework,
    proved: certain !== null,
    direction,
    markers: parted?.markers ?? [],
    optsOut: optOut !== null || (nameOptsOut(path) && !isSaid),
    transaction: told.transaction,
  };
}

/** The config names the tool, or says that it is none that we know: what the file looks like does not matter then. */
function toldReading(path: string, file: FileText, { framework, transaction }: ToldOf): Reading {
  const guess = guessByName(path);
  const direction = framework?.named(pathParts(path))?.direction ?? guess.direction;
  const parted = guess.direction === 'up' ? null : sectionMarkers(file.lines);
  const isRead = parted !== null && (framework === null || parted.framework === framework);
  return {
    framework,
    proved: framework !== null,
    direction,
    markers: isRead ? parted.markers : [],
    optsOut: framework !== null && optOutOf(file, framework, null) !== null,
    transaction,
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
export function unheardIn(file: FileText, framework: Framework, proved: boolean): CommentLine | null {
  const own = framework.optOut?.unheard(file) ?? null;
  if (own !== null || !proved) return own;
  const foreign = FRAMEWORKS.some((other) => other !== framework && other.optOut?.heard(file) === true);
  return foreign
    ? (file.lines.find(({ text }) => /\bno[\s_-]?trans|tx[-_]?(?:mode|off)|disable-t|transactional:/i.test(text)) ??
        null)
    : null;
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
