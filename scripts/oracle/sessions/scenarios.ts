import { BLOCKING } from './blocking.js';
import type { Scenario } from './scenario.js';

/** All of them, in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [...BLOCKING];
