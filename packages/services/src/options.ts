import type { Registry, Report } from "@portolan/model";
import type { CompatibilityPack } from "./compatibility-packs.js";
import type { Comments, Layout, Sort } from "./entry-lines.js";
import {
  type Ranges,
  type RepeatedNames,
  type Target,
  type TargetProfile,
  targetProfile,
} from "./targets.js";

/** What to plan, and for whom. */
export interface ServicesPlanOptions {
  /** Whose resolver must be right; `portable`, the default, is right in all of them. */
  readonly target?: Target;
  /** What becomes of named ranges; `expand` by default. */
  readonly ranges?: Ranges;
  /** What becomes of names on several ports; `every-port` by default. */
  readonly repeatedNames?: RepeatedNames;
  /** Aliases that systems have always carried, although they are not registered; none by default. */
  readonly packs?: readonly CompatibilityPack[];
  /** Writes only ports that have one of these names, canonical or alias: `http`, `ssh/tcp`. */
  readonly names?: Iterable<string>;
  /** Text of a services file whose additions are kept where the registry is silent. */
  readonly base?: string;
  /** Text of a services file whose lines win over the registry. */
  readonly overrides?: string;
  /** The registry before a selection, which tells what of the base is local; else the registry. */
  readonly wholeRegistry?: Registry;
  readonly report?: Report;
}

/** How to write a services file. */
export interface ToServicesOptions extends ServicesPlanOptions {
  /** How much comments tell; `short` by default. */
  readonly comments?: Comments;
  /** What lines are sorted by; `port` by default. */
  readonly sort?: Sort;
  /** Whether the file begins with the registry's date and the options; it does by default. */
  readonly header?: boolean;
  /** Largest size of the file in bytes; what people use most is kept. */
  readonly maxBytes?: number;
  /** Text of an nmap-services file, whose frequencies help to choose what is kept. */
  readonly frequencies?: string;
}

/** Holds the choices that the options and the target make together. */
export interface Rules extends Layout {
  readonly target: Target;
  readonly profile: TargetProfile;
  readonly ranges: Ranges;
  readonly repeatedNames: RepeatedNames;
  readonly packs: readonly CompatibilityPack[];
  readonly header: boolean;
}

/** Completes options by the target's profile. */
export function rulesOf(options: ToServicesOptions): Rules {
  const { target = "portable", packs = [], comments = "short", sort = "port" } = options;
  const profile = targetProfile(target);
  return {
    target,
    profile,
    ranges: options.ranges ?? "expand",
    repeatedNames: options.repeatedNames ?? "every-port",
    packs,
    comments,
    sort,
    header: options.header ?? true,
    maxLineBytes: profile.maxLineBytes,
    framesRepeats: profile.framesRepeats,
  };
}
