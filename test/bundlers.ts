import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { build as buildWithEsbuild } from "esbuild";
import { hasProgram } from "./has-program.js";

/** A bundler, with the settings that its users would give. */
export interface Bundler {
  readonly name: string;
  /** Why it cannot be asked here; undefined where it can. */
  readonly missing?: string | undefined;
  /** Bundles a program, and all that it imports, into the files of a platform in a folder. */
  readonly bundle: (entry: string, folder: string, platform: Platform) => Promise<void>;
}

/** Where a program runs: each platform with the kinds of modules that it takes. */
export const FILES = {
  Node: [
    { file: "main.mjs", format: "esm" },
    { file: "main.cjs", format: "cjs" },
  ],
  browsers: [{ file: "main.js", format: "esm" }],
} as const;
export type Platform = keyof typeof FILES;

const BUN = process.env.PORTOLAN_BUN ?? "bun";

/** Gives the names of chunks the extension of the program they belong to. */
const extensionOf = (file: string): string => /\..*/.exec(file)?.[0] ?? "";

export const BUNDLERS: readonly Bundler[] = [
  {
    name: "esbuild",
    bundle: async (entry, folder, platform) => {
      for (const { file, format } of FILES[platform]) {
        await buildWithEsbuild({
          entryPoints: [entry],
          outfile: join(folder, file),
          bundle: true,
          platform: platform === "Node" ? "node" : "browser",
          format,
          logLevel: "silent",
        });
      }
    },
  },
  {
    name: "rollup",
    bundle: async (entry, folder, platform) => {
      const [{ rollup }, { nodeResolve }, { default: commonjs }] = await Promise.all([
        import("rollup"),
        import("@rollup/plugin-node-resolve"),
        import("@rollup/plugin-commonjs"),
      ]);
      const bundle = await rollup({
        input: entry,
        plugins: [
          nodeResolve(
            platform === "Node"
              ? { exportConditions: ["node"], preferBuiltins: true }
              : { browser: true, preferBuiltins: false },
          ),
          // The plugin's type is that of a function, its default export a module's in CommonJS.
          (commonjs as unknown as typeof commonjs.default)(),
        ],
        // What it cannot resolve it leaves in, and a browser would look for it.
        onwarn: ({ code, message }) => {
          if (code === "UNRESOLVED_IMPORT" || code === "MISSING_EXPORT") throw new Error(message);
        },
      });
      for (const { file, format } of FILES[platform]) {
        const chunkFileNames = `[name]-[hash]${extensionOf(file)}`;
        await bundle.write({ dir: folder, format, entryFileNames: file, chunkFileNames });
      }
      await bundle.close();
    },
  },
  {
    name: "webpack",
    bundle: async (entry, folder, platform) => {
      const { default: webpack } = await import("webpack");
      for (const { file } of FILES[platform]) {
        const isModule = file === "main.mjs";
        const compiler = webpack({
          mode: "production",
          entry,
          target: platform === "Node" ? "node20" : "web",
          experiments: { outputModule: isModule },
          output: {
            path: folder,
            filename: file,
            chunkFilename: `[id]${extensionOf(file)}`,
            module: isModule,
            ...(isModule ? { library: { type: "module" } } : {}),
          },
          // Takes more time than all the rest, and other bundlers' minifiers are not asked either.
          optimization: { minimize: false },
          performance: false,
        });
        await new Promise<void>((resolve, reject) => {
          compiler.run((error, stats) => {
            if (error !== null) reject(error);
            else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
            else compiler.close((fault) => (fault ? reject(fault) : resolve()));
          });
        });
      }
    },
  },
  {
    name: "Vite",
    bundle: async (entry, folder, platform) => {
      const { build } = await import("vite");
      await build({
        configFile: false,
        root: folder,
        logLevel: "silent",
        ssr: { noExternal: true },
        build: {
          ...(platform === "Node" ? { ssr: entry } : {}),
          outDir: folder,
          emptyOutDir: false,
          minify: false,
          target: "es2023",
          rollupOptions: {
            input: entry,
            output: FILES[platform].map(({ file, format }) => ({
              format,
              entryFileNames: file,
              chunkFileNames: `[name]-[hash]${extensionOf(file)}`,
            })),
          },
        },
      });
    },
  },
  {
    name: "Bun",
    missing: hasProgram(BUN)
      ? undefined
      : "needs Bun: .ci/install-consumers, or npm install --global bun",
    bundle: async (entry, folder, platform) => {
      for (const { file, format } of FILES[platform]) {
        const target = platform === "Node" ? "node" : "browser";
        const options = [`--target=${target}`, `--format=${format}`, "--splitting"];
        // It cannot split CommonJS.
        if (format === "cjs") options.pop();
        const names = [`--entry-naming=${file}`, `--outdir=${folder}`];
        execFileSync(BUN, ["build", entry, ...options, ...names], {
          stdio: ["ignore", "ignore", "pipe"],
        });
      }
    },
  },
];
