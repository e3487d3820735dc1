import type { Registry, RegistryCoverage } from "@portolan/model";

/**
 * Holds the registry of the package's version, as the readers of `@portolan` packages give it. Its
 * `coverage` says whether it is whole: the repository carries an excerpt, a release the whole.
 */
export declare const registry: Registry & {
  readonly updated: string;
  readonly coverage: RegistryCoverage;
};
