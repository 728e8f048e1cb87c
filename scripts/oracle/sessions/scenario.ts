import type { World } from './world.js';

/** What a scenario saw, and what the model or, where no model speaks, the scenario itself says of it. */
export interface Sight {
  readonly seen: string;
  readonly claimed: string;
}

/** Something that takes two or three sessions to see. */
export interface Scenario {
  readonly name: string;
  readonly schema: string;
  /** First major on which it can be tried. */
  readonly from?: number;
  /** All it does is rolled back, so that the schema need not be made again for the next one. */
  readonly leavesNothing?: true;
  readonly look: (world: World) => Promise<Sight>;
}
