/** Which way a piece of a migration goes. */
export type SectionDirection = 'up' | 'down';

/** A part of a file that its tool runs as one unit. */
export interface Section {
  readonly direction: SectionDirection;
  /** UTF-16 offsets into the file, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** `file`: the tool wraps this section, and only it, in one transaction. `statement`: each statement commits. */
  readonly transaction: 'file' | 'statement';
  /** True where nothing in the file says so and the tool's default was taken, or its name is not even known. */
  readonly assumed: boolean;
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
