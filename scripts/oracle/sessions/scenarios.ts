import { BLOCKING } from './blocking.js';
import { BUILD_DEADLOCKS } from './build-deadlock.js';
import { NEIGHBOURS_OF_A_BUILD } from './build-neighbours.js';
import { CACHED_PLANS } from './cached-plan.js';
import { DEADLOCKS } from './deadlock.js';
import { INVALID_INDEXES } from './index-build.js';
import { MENDED_DEADLOCKS } from './mended-deadlock.js';
import { MENDED_WAITS } from './mended-wait.js';
import { LOST } from './lost.js';
import { QUEUES_SEEN } from './queue.js';
import type { Scenario } from './scenario.js';

/** All of them, in the order in which they are shown. */
export const SCENARIOS: readonly Scenario[] = [
  ...BLOCKING,
  ...QUEUES_SEEN,
  ...DEADLOCKS,
  ...MENDED_DEADLOCKS,
  ...MENDED_WAITS,
  ...INVALID_INDEXES,
  ...NEIGHBOURS_OF_A_BUILD,
  ...BUILD_DEADLOCKS,
  ...CACHED_PLANS,
  ...LOST,
];
