import { BLOCKING } from './blocking.js';
import { NEIGHBOURS } from './build-neighbours.js';
import { DEADLOCKS } from './deadlock.js';
import { INVALID_INDEXES } from './index-build.js';
import { QUEUES_SEEN } from './queue.js';
import type { Scenario } from './scenario.js';

/** All of them, in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [
  ...BLOCKING,
  ...QUEUES_SEEN,
  ...DEADLOCKS,
  ...INVALID_INDEXES,
  ...NEIGHBOURS,
];
