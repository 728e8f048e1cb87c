/** True for a path argument that is a pattern and not a name. */
export function isGlob(argument: string): boolean {
  return /[*?[{]/.test(argument);
}

/** The folder that holds everything a glob can match: the part before its first magic segment. */
export function globRoot(glob: string): string {
  const segments = glob.split('/');
  const plain = segments.slice(0, segments.findIndex(isGlob));
  return plain.length === 1 && plain[0] === '' ? '/' : plain.join('/') || '.';
}
