import type { FailOn } from './schema.js';

/** True when the verdict fails the check. */
export function failsCheck(verdict: 'safe' | 'caution' | 'unsafe', failOn: FailOn): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'caution':
      return verdict !== 'safe';
    case 'unsafe':
      return verdict === 'unsafe';
  }
}
