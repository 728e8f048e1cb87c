import { code } from '../../prose.js';
import { isChanged, type Group, type Trouble } from './context.js';

/** Atlas runs nothing from a folder whose files are not those that its sum was made of. */
export function sumTroubles({ companions, added, touched, merged }: Group): Trouble[] {
  return companions.flatMap((companion): Trouble[] => {
    const { path, text } = companion;
    const mend = 'atlas migrate hash, and commit atlas.sum with the migration';
    const left = added.filter((file) => text !== null && !text.includes(`${file.slice(file.lastIndexOf('/') + 1)} `));
    const [first] = left;
    if (first !== undefined) {
      return [
        {
          path: first,
          severity: 'unsafe',
          message: `${code(path)} does not hold ${code(first)}. Atlas finds that the sum does not fit to the folder and runs nothing at all.`,
          mend,
        },
      ];
    }
    if (!isChanged(companion) || touched || merged.length === 0) return [];
    return [
      {
        path,
        severity: 'caution',
        message: `${code(path)} is changed, and no migration is. Where the sum does not fit to the folder, Atlas runs nothing at all.`,
        mend,
      },
    ];
  });
}
