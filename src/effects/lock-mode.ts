/** Postgres's eight table lock modes, weakest first (source: src/include/storage/lockdefs.h). */
export const LOCK_MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof LOCK_MODES)[number];

/** Which modes a held lock makes wait (source: LockConflicts in lock.c, unchanged from 10 to 18). */
const CONFLICTS = {
  'ACCESS SHARE': ['ACCESS EXCLUSIVE'],
  'ROW SHARE': ['EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'ROW EXCLUSIVE': ['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE UPDATE EXCLUSIVE': ['SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  SHARE: ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE ROW EXCLUSIVE': [
    'ROW EXCLUSIVE',
    'SHARE UPDATE EXCLUSIVE',
    'SHARE',
    'SHARE ROW EXCLUSIVE',
    'EXCLUSIVE',
    'ACCESS EXCLUSIVE',
  ],
  EXCLUSIVE: [
    'ROW SHARE',
    'ROW EXCLUSIVE',
    'SHARE UPDATE EXCLUSIVE',
    'SHARE',
    'SHARE ROW EXCLUSIVE',
    'EXCLUSIVE',
    'ACCESS EXCLUSIVE',
  ],
  'ACCESS EXCLUSIVE': LOCK_MODES,
} satisfies Record<LockMode, readonly LockMode[]>;

export function conflicts(held: LockMode, wanted: LockMode): boolean {
  const blocked: readonly LockMode[] = CONFLICTS[held];
  return blocked.includes(wanted);
}

/** 1 (ACCESS SHARE) to 8 (ACCESS EXCLUSIVE). */
export function strength(mode: LockMode): number {
  return LOCK_MODES.indexOf(mode) + 1;
}

export function stronger(a: LockMode, b: LockMode): LockMode {
  return strength(a) >= strength(b) ? a : b;
}

export function blocksReads(mode: LockMode): boolean {
  return conflicts(mode, 'ACCESS SHARE');
}

export function blocksWrites(mode: LockMode): boolean {
  return conflicts(mode, 'ROW EXCLUSIVE');
}

/** What waits behind the lock, in words an application engineer uses. */
export function blockedWork(mode: LockMode): string {
  if (blocksReads(mode)) return 'reads and writes';
  if (blocksWrites(mode)) return 'writes';
  if (conflicts(mode, 'SHARE UPDATE EXCLUSIVE')) return 'other schema changes and VACUUM';
  return 'only conflicting schema changes';
}
