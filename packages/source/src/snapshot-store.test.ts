import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type SnapshotInfo, SnapshotStore } from "@portolan/source";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";

let folder: string;
let store: SnapshotStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-store-"));
  store = new SnapshotStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const shaOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const about = { url: "https://registry.example/", records: 1, validators: {} };
const keep = (text: string): Promise<SnapshotInfo> => store.keep(bytesOf(text), about);

async function* piecesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytesOf(text);
}

describe("a copy that is kept", () => {
  it("is given back, and the one before it", async () => {
    expect(await store.current()).toBeUndefined();
    expect(await store.previous()).toBeUndefined();
    await keep("one");
    expect(await store.previous()).toBeUndefined();
    await keep("two");
    await keep("three");
    const current = await store.current();
    expect(Buffer.from(current?.bytes ?? []).toString()).toBe("three");
    expect(current).toMatchObject({ ...about, sha256: shaOf("three") });
    const previous = await store.previous();
    expect(Buffer.from(previous?.bytes ?? []).toString()).toBe("two");
    // No more than two are kept.
    expect(existsSync(store.pathOf(shaOf("one")))).toBe(false);
  });

  it("leaves the one before as it is where its bytes are the same", async () => {
    await keep("one");
    await keep("two");
    await keep("two");
    expect((await store.previous())?.sha256).toBe(shaOf("one"));
  });

  it("is whole, or it is said", async () => {
    const { sha256 } = await keep("one");
    expect(await store.holds(sha256)).toBe(true);
    expect((await store.whole())?.sha256).toBe(sha256);
    expect(await store.holds(shaOf("two"))).toBe(false);
    truncateSync(store.pathOf(sha256), 2);
    expect(await store.holds(sha256)).toBe(false);
    expect(await store.whole()).toBeUndefined();
    await expect(store.current()).rejects.toMatchObject({ code: "source/copy-broken" });
  });

  it("may be longer than what is looked at together", async () => {
    const long = "0123456789abcdef".repeat(10_000);
    const { sha256 } = await keep(long);
    expect(sha256).toBe(shaOf(long));
    expect(await store.holds(sha256)).toBe(true);
    writeFileSync(store.pathOf(sha256), `${long.slice(0, -1)}x`);
    expect(await store.holds(sha256)).toBe(false);
  });

  test.each(["", "{", "[]", "1", '{"url":1}'])("is not described by %j", async (text) => {
    await keep("one");
    writeFileSync(join(folder, "current.json"), text);
    await expect(store.info()).rejects.toMatchObject({ code: "source/copy-broken" });
    expect(await store.whole()).toBeUndefined();
  });
});

describe("a document that is staged", () => {
  it("is known by its SHA-256, and nothing leads to it", async () => {
    const sha256 = await store.stage(piecesOf("o", "n", "e"));
    expect(sha256).toBe(shaOf("one"));
    expect(readdirSync(folder)).toEqual([basename(store.pathOf(sha256))]);
    expect(await store.current()).toBeUndefined();
  });

  it("leaves nothing where it does not come to its end", async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield bytesOf("one");
      throw new Error("The line is dead.");
    };
    await expect(store.stage(broken())).rejects.toThrow("The line is dead.");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing where it cannot have its name", async () => {
    const place = store.pathOf(shaOf("one"));
    mkdirSync(join(place, "somebody's"), { recursive: true });
    await expect(store.stage(piecesOf("one"))).rejects.toMatchObject({ name: "SourceError" });
    expect(readdirSync(folder)).toEqual([basename(place)]);
  });
});
