import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The package of data has no sources: it is tested as it is.
const packages = readdirSync(new URL("packages", import.meta.url)).filter((name) =>
  existsSync(new URL(`packages/${name}/src/index.ts`, import.meta.url)),
);

// `pnpm test` reads the sources; `pnpm test:dist` resolves the packages as a user would, from the build.
const sources = packages.flatMap((name) => {
  const named = `@portolan/${name}${name === "cli" ? "|portolan" : ""}`;
  const file = (entry: string): string =>
    fileURLToPath(new URL(`packages/${name}/src/${entry}.ts`, import.meta.url));
  return [
    { find: new RegExp(`^(${named})$`), replacement: file("index") },
    { find: new RegExp(`^@portolan/${name}/(format|internal|write)$`), replacement: file("$1") },
  ];
});

// The build puts these libraries into their packages; the sources are tested with them as they are.
const libraries = ["jsonc-parser", "yaml"].map((name) => ({
  find: `#${name}`,
  replacement: fileURLToPath(
    new URL(`packages/${name === "yaml" ? name : "json"}/node_modules/${name}`, import.meta.url),
  ),
}));

export default defineConfig({
  resolve: { alias: process.env.PORTOLAN_TEST === "dist" ? [] : [...sources, ...libraries] },
  test: {
    projects: [
      // By their names the long tests begin, and the short ones fill up what is left of the last minute.
      { extends: true, test: { name: "house", include: ["test/**/*.test.ts"] } },
      { extends: true, test: { name: "rooms", include: ["packages/*/src/**/*.test.ts"] } },
    ],
    // Test files share what they import: loading it anew for each took half of the time of those of packages,
    // and an eighth of the others'. So what a file changes of the process, it puts back.
    isolate: false,
    reporters: ["default", "./test/closing-line.ts"],
    setupFiles: ["./test/setup.ts"],
    // The libraries that the build brings along are CommonJS, which Node loads, not Vite.
    server: { deps: { external: [/\/dist\/.*\.cjs$/] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two more than there are cores: tests of terminals, browsers and other programs wait for them. By
    // default one core is left idle, and half of a small machine with it.
    maxWorkers: availableParallelism() + 2,
  },
});
