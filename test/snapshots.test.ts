import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasSeeds, hasSnapshots, NEEDS_SNAPSHOTS, sharedPath } from "./shared.js";

const SCRIPT = fileURLToPath(new URL("snapshots/fetch.js", import.meta.url));
const LIST: readonly { file: string; bytes: number; sha256: string; url?: string }[] = JSON.parse(
  readFileSync(new URL("snapshots/list.json", import.meta.url), "utf8"),
);

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-snapshots-"));
});
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

/** Serves what `bodyOf` gives for a path, and 404 where that is nothing. */
async function serve(bodyOf: (path: string) => Buffer | undefined): Promise<string> {
  const listening = createServer((request, response) => {
    const body = bodyOf(decodeURIComponent(request.url ?? "").slice(1));
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

function run(...args: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, "--into", folder, ...args], (error, out, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, errors });
    });
  });
}

describe("pnpm snapshots", () => {
  it("lists every file with size and digest, once", () => {
    expect(LIST.length).toBeGreaterThan(20);
    expect(new Set(LIST.map(({ file }) => file)).size).toBe(LIST.length);
    for (const { file, bytes, sha256, url } of LIST) {
      expect(bytes, file).toBeGreaterThan(0);
      expect(sha256, file).toMatch(/^[0-9a-f]{64}$/);
      if (url !== undefined) expect(url, file).toMatch(/^https:\/\//);
    }
  });

  it("keeps no file that is another, and says so", async () => {
    const base = await serve(() => Buffer.from("not the registry"));
    const { code, errors } = await run("--base", base, "--only", "2025-09-22");
    expect(code).toBe(1);
    expect(errors).toContain("is another file: 16 bytes instead of");
    expect(
      existsSync(join(folder, "registry")) ? readdirSync(join(folder, "registry")) : [],
    ).toEqual([]);
  });

  it("says what could not be had", async () => {
    const base = await serve(() => undefined);
    const { code, errors } = await run("--base", base, "--only", "2017-03-10");
    expect(code).toBe(1);
    expect(errors).toContain("answered 404");
    expect(errors).toContain("1 files are missing");
  });

  // Where seeds are, the snapshots are those beside the project, of which the list was made.
  it.skipIf(!hasSnapshots || !hasSeeds)(
    `fetches all that the tests ask, once ${NEEDS_SNAPSHOTS}`,
    async () => {
      let asked = 0;
      const base = await serve((path) => {
        asked++;
        const file = sharedPath(`registry/${path}`);
        return existsSync(file) ? readFileSync(file) : undefined;
      });
      expect(await run("--base", `${base}/`)).toMatchObject({ code: 0, errors: "" });
      expect(asked).toBe(LIST.length);
      for (const { file } of LIST)
        expect(
          readFileSync(join(folder, "registry", file)).equals(
            readFileSync(sharedPath(`registry/${file}`)),
          ),
        ).toBe(true);
      expect(await run("--base", base)).toMatchObject({ code: 0 });
      expect(asked).toBe(LIST.length);
    },
  );
});
