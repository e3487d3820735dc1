import type { Inputs } from "../inputs.js";
import type { Contender } from "../rounds.js";

/** Makes those ready that do the same job, ours first. */
export type Prepare = (inputs: Inputs) => Promise<readonly Contender[]>;
