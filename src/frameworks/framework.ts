import type { Token } from '../sql/lexer.js';
import type { CommentLine } from './comment-lines.js';
import type { Timeouts, TimeoutsIn } from './timeouts.js';
import type { Version } from './version.js';

/** Which way a piece of a migration goes. */
export type SectionDirection = 'up' | 'down';

/** What becomes of the statements of one section between the file and the server. */
export interface Delivery {
  /**
   * `run`: one transaction of the tool for all files that are pending. `file`: one for this section. `string`: none of
   * the tool's, but the section is sent as one string, which is a transaction when it holds two statements or more.
   * `statement`: each statement commits.
   */
  readonly transaction: 'run' | 'file' | 'string' | 'statement';
  /** Commands that leave the string, run by themselves, and let what follows begin anew. */
  readonly alone: ReadonlySet<string>;
}

/** A part of a file that its tool runs as one unit. */
export interface Section {
  readonly direction: SectionDirection;
  /** UTF-16 offsets into the file, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Where in it several statements go out as one string, whatever becomes of the others; left out where that is nowhere. */
  readonly blocks?: readonly (readonly [start: number, end: number])[];
  /** The same for the commands that stand in it, in order; some tools look at them. */
  readonly delivery: (commands: readonly string[]) => Delivery & {
    /** True where nothing says so and most tools' way was taken: the tool, or its version, is not known. */
    readonly assumed: boolean;
  };
}

/** One migration tool: what is known about it, as data. */
export interface Framework {
  /** As the report names it: the folder's name. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  /** Whether it would run a file of this name at all, and which way. */
  readonly named: (parts: PathParts) => NamedFile | null;
  /** Files of a repository that show that the tool is in use. */
  readonly clues: readonly Clue[];
  /** Comments that part a file into what runs up and what runs down. */
  readonly sections?: SectionFormat;
  /** A comment between two parts that go out as strings of their own. */
  readonly splitsAt?: RegExp;
  /** A line comment that no other tool writes. */
  readonly signature?: RegExp;
  /** The beginning of one that may stand behind a statement. */
  readonly inlineSignature?: string;
  /** npm packages by whose version it can be told how it works. */
  readonly packages?: readonly string[];
  /** null: depends on a version that is not known. */
  readonly delivers: (setup: Setup, commands: readonly string[]) => Delivery | null;
  readonly remembers: Remembers;
  /** The comment that names a part of a file which grows at its end: each part runs once, by that name. */
  readonly appends?: Appends;
  readonly optOut: OptOut | null;
  /** What a new file of it holds besides SQL; left out where that is nothing. */
  readonly form?: FileForm;
  /** How a person gets one statement out of the transaction. */
  readonly outside: (setup: Setup, command: string) => Outside;
  readonly lock: (setup: Setup) => ToolLock;
  /** Timeouts that its files give the connection; without it, those in the address of the database. */
  readonly timeouts?: TimeoutsIn;
}

export interface NamedFile {
  /** null: its text tells, or it goes up. */
  readonly direction: SectionDirection | null;
  /** The name alone is enough to think of this tool. */
  readonly alone: boolean;
}

export interface Clue {
  /** Of the whole path in lower case. */
  readonly file: RegExp;
  /** What its text must hold; null: it is enough that it is there. */
  readonly holds: RegExp | null;
  /** A dependency may serve something else; a file of the tool's own is there for its migrations. */
  readonly kind: 'own file' | 'dependency';
  /** How many folders above the file everything begins that it speaks of. */
  readonly above: number;
  /** Its text may say how the tool is set up. */
  readonly read: boolean;
  /** The database that it says its migrations are for, and the folder below its own that holds them; null: it does not say. */
  readonly database?: (text: string) => { readonly name: string; readonly folder: string } | null;
}

/** What a repository says about its tool. */
export interface Setup {
  readonly path: string;
  readonly version: Version | null;
  /** Whether a file that configures the tool holds this. */
  readonly says: (pattern: RegExp) => boolean;
  /** The text of the file beside this migration that speaks of it alone. */
  readonly sidecar: string | null;
  /** Timeouts with which the connection begins, by the files that configure the tool. */
  readonly timeouts: Timeouts;
  /** The tool connects through a pooler that may give every transaction another connection. */
  readonly pooled: boolean;
}

export interface SectionFormat {
  /** The marker without which the tool would not part the file. */
  readonly opensWith: SectionDirection;
  readonly up: RegExp | null;
  readonly down: RegExp | null;
  readonly optsOut: RegExp | null;
  /** With which the part is one string, also outside a transaction. */
  readonly oneString?: RegExp;
  /** Lines around statements that are one string, also outside a transaction. */
  readonly block?: readonly [begins: RegExp, ends: RegExp];
  /** Whether the line says that the part is for another database than Postgres. */
  readonly elsewhere?: (line: string) => boolean;
  readonly mayBeIndented: boolean;
}

/** A file as a directive is looked for in it. */
export interface FileText {
  readonly text: string;
  readonly comments: readonly Token[];
  /** Line comments that stand alone on their line. */
  readonly lines: readonly CommentLine[];
  /** Those of them before the first statement. */
  readonly head: readonly CommentLine[];
}

/** How a file says that it wants no transaction. */
export interface OptOut {
  /** The directive, at the very place where the tool looks for it. */
  readonly heard: (file: FileText) => boolean;
  /** What a person took for the directive and the tool does not. */
  readonly unheard: (file: FileText) => CommentLine | null;
  /** What to write for such a comment; absent where no line of the file would do. */
  readonly corrected?: (written: string) => Corrected | null;
  /** Where and how it must stand, in words that end a sentence. */
  readonly place: string;
  readonly delivers: Delivery;
  /** Tools by whose file names it is known until the directive gives it away. */
  readonly mistakenFor?: readonly string[];
}

/** What it does with files that are not those that have run. `how` is a sentence, empty where it is not known. */
export interface Remembers {
  /** A file that has run and holds other statements now. */
  readonly edited: { readonly kind: 'refused' | 'ignored' | 'unknown'; readonly how: string };
  /** A new file with a version below one that has run. */
  readonly late: { readonly kind: 'refused' | 'skipped' | 'runs' | 'unordered' | 'unknown'; readonly how: string };
  /** Two files of one version. */
  readonly twice: { readonly kind: 'refused' | 'distinct' | 'unknown'; readonly how: string };
}

export interface Appends {
  /** Its first group is the part's name. */
  readonly part: RegExp;
  /** With which a part runs again when it has changed. */
  readonly runsAgain: RegExp;
  /** With which another text of a part that has run is accepted. */
  readonly mayChange: RegExp;
  /** With which the file may be moved: the parts are not known by its path. */
  readonly mayMove: RegExp;
}

/** A directive as it is heard, and where: `header` is the top with an empty line behind. */
export interface Corrected {
  readonly text: string;
  readonly at: 'here' | 'top' | 'header';
}

export interface FileForm {
  /** The first line of every file, where there must be one besides. */
  readonly head?: string;
  /** The line above the statements that go up. */
  readonly begins: string;
  /** What keeps the tool from cutting a statement at the semicolons in it: lines around it, or a word on the line above. */
  readonly body: readonly [string, string] | string | null;
}

/** How one statement leaves the transaction. */
export interface Outside {
  /** Lines of its file above it. */
  readonly above: readonly string[];
  /** What else it takes, or why there is no way, in one sentence. */
  readonly note: string;
  /** A file of its own, or another section of the same. */
  readonly place: 'own file' | 'same file' | 'not in a migration';
}

/** What keeps a second runner out, and what a concurrent build meets in it. */
export interface ToolLock {
  /**
   * `waiting`: the second runner waits inside Postgres, in a snapshot that a build waits for. `idle transaction`: the
   * tool holds it in a transaction that a build waits for. `polling`: it asks again and again. `row`: a row of a table.
   */
  readonly kind: 'waiting' | 'idle transaction' | 'polling' | 'row' | 'none' | 'unknown';
  /** What it does, as a sentence. */
  readonly how: string;
  /** Lines that mend it. */
  readonly fix: readonly string[];
  /** It is an advisory lock of a session, which a pooler takes apart. */
  readonly ofSession: boolean;
}

/** A path cut into what the rules of naming look at; all in lower case. */
export interface PathParts {
  readonly folders: readonly string[];
  readonly name: string;
}

export function pathParts(path: string): PathParts {
  const segments = path.toLowerCase().split('/');
  return { folders: segments.slice(0, -1), name: segments.at(-1) ?? '' };
}

/** The folder that holds the file, or '' at the top. */
export function parentFolder(parts: PathParts): string {
  return parts.folders.at(-1) ?? '';
}
