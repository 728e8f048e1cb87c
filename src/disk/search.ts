import type { FoundLine } from '../code/base-search.js';
import { git, type Repository } from './git.js';

/** Lines of text files of a commit that match one of the patterns, whatever their case; null where git could not tell. */
export async function searchAt(
  { root }: Repository,
  commit: string,
  patterns: readonly string[],
): Promise<readonly FoundLine[] | null> {
  const wanted = patterns.flatMap((pattern) => ['-e', pattern]);
  const options = [
    '-I',
    '-i',
    '-n',
    '-z',
    '-E',
    '--full-name',
    '--no-color',
    '--no-recurse-submodules',
    '--no-textconv',
  ];
  const answer = await git(['grep', ...options, ...wanted, commit, '--'], root);
  if (answer.ok) return parseGrep(answer.text, commit);
  // It ends with 1, and silently, where there is nothing to find.
  return answer.problem === '' ? [] : null;
}

/** `commit:path`, line and text, with a NUL between each two; null for a row of another form, which must not pass for nothing. */
export function parseGrep(output: string, commit: string): readonly FoundLine[] | null {
  const found: FoundLine[] = [];
  for (const row of output.split('\n').filter((one) => one !== '')) {
    const [name = '', line = '', ...text] = row.split('\0');
    if (!name.startsWith(`${commit}:`) || !/^\d+$/.test(line)) return null;
    found.push({ path: name.slice(commit.length + 1), line: Number(line), text: text.join('') });
  }
  return found;
}
