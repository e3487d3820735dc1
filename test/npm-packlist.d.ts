// The package has no types of its own; this is the part that the tests use.
declare module "npm-packlist" {
  /** Tells which files of a package would be published, as paths in it. */
  export default function packlist(tree: {
    readonly path: string;
    readonly package: object;
    readonly isProjectRoot: boolean;
    /** What is bundled with it; ours bundle nothing. */
    readonly edgesOut: ReadonlyMap<string, object>;
  }): Promise<string[]>;
}
