import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  readInputFile,
  type SnapshotInfo,
  SnapshotStore,
  SourceError,
  type SyncOptions,
  sync,
} from "@portolan/source";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { start } from "./built-command.js";
import { hasProgram } from "./has-program.js";
import { type Behaviour, serve, serveWithTls, type TestServer } from "./misbehaving-server.js";

const GOOD = "<registry>good</registry>\n";
const NEWER = "<registry>newer</registry>\n";

/** Stands for parsing and linting: a registry, whole. */
const verify: SyncOptions["verify"] = async (path, maxBytes) => {
  const { text } = await readInputFile(path, { maxBytes });
  if (!/^<registry>\w+<\/registry>\n$/.test(text)) throw new Error("not a registry");
  return { updated: "2025-09-22", records: 1 };
};

let folder: string;
let store: SnapshotStore;
const servers: TestServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portolan-sync-"));
  store = new SnapshotStore(folder);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function syncFrom(behaviour: Behaviour, options: Partial<SyncOptions> = {}) {
  const server = await serve(behaviour);
  servers.push(server);
  const result = sync({ url: server.url, store, verify, backOff: 1, retries: 2, ...options });
  return { server, result };
}

const send =
  (body: string | Buffer, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) =>
    response.writeHead(200, headers).end(body);

/** Puts the good copy in place, as an earlier sync did. */
async function keepGood(): Promise<void> {
  const { result } = await syncFrom(send(GOOD, { etag: '"good"' }));
  await result;
}

async function keptText(): Promise<string> {
  return Buffer.from((await store.current())?.bytes ?? []).toString();
}

describe("sync", () => {
  it("keeps a first copy, then a newer one with the one before, and nothing else", async () => {
    await keepGood();
    const { result } = await syncFrom(send(NEWER));
    expect(await result).toMatchObject({ outcome: "updated", before: { records: 1 } });
    expect(await keptText()).toBe(NEWER);
    expect(Buffer.from((await store.previous())?.bytes ?? []).toString()).toBe(GOOD);
    const third = await syncFrom(send(GOOD.replace("good", "third")));
    await third.result;
    expect(Buffer.from((await store.previous())?.bytes ?? []).toString()).toBe(NEWER);
    expect(readdirSync(folder).filter((file) => file.startsWith("registry-"))).toHaveLength(2);
  });

  it("asks conditionally and takes 304 as unchanged", async () => {
    const behaviour: Behaviour = (request, response) => {
      if (request.headers["if-none-match"] === '"good"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"good"' }).end(GOOD);
    };
    const { server, result } = await syncFrom(behaviour);
    await result;
    const again = await sync({ url: server.url, store, verify });
    expect(again.outcome).toBe("unchanged");
    expect(server.requests).toHaveLength(2);
  });

  it("does not ask conditionally when the kept copy is broken", async () => {
    await keepGood();
    const copy = readdirSync(folder).find((file) => file.startsWith("registry-")) ?? "";
    writeFileSync(join(folder, copy), "scribble");
    await expect(store.current()).rejects.toMatchObject({ code: "source/copy-broken" });
    const { server, result } = await syncFrom(send(GOOD));
    await result;
    expect(server.requests[0]?.headers["if-none-match"]).toBeUndefined();
    expect(await keptText()).toBe(GOOD);
  });

  it("locks inside the folder, whose parent it may not be allowed to write to", async () => {
    await store.exclusively(async () => {
      expect(readdirSync(folder)).toEqual(["sync.lock"]);
      await store.keep(Buffer.from(GOOD), {
        url: "https://registry.example/",
        records: 1,
        validators: {},
      });
      expect(readdirSync(folder), "the sweep leaves the lock").toContain("sync.lock");
    });
    expect(readdirSync(folder)).not.toContain("sync.lock");
  });

  it("unpacks gzip", async () => {
    const { result } = await syncFrom(send(gzipSync(GOOD), { "content-encoding": "gzip" }));
    await result;
    expect(await keptText()).toBe(GOOD);
  });

  it("tries again after 500 and a reset connection", async () => {
    const { server, result } = await syncFrom((request, response, attempt) => {
      if (attempt === 1) response.writeHead(500).end();
      else if (attempt === 2) request.socket.destroy();
      else response.writeHead(200).end(GOOD);
    });
    await result;
    expect(server.requests).toHaveLength(3);
    expect(await keptText()).toBe(GOOD);
  });

  it("follows a redirect on the same host", async () => {
    const { result } = await syncFrom((request, response) => {
      if (request.url === "/moved") response.writeHead(200).end(GOOD);
      else response.writeHead(302, { location: "/moved" }).end();
    });
    await result;
    expect(await keptText()).toBe(GOOD);
  });
});

describe("a pinned document", () => {
  it("is taken when it is the one, refused when it differs", async () => {
    await keepGood();
    const pinned = (await store.info())?.sha256 ?? "";
    const { result } = await syncFrom(send(GOOD), { pinned });
    expect((await result).outcome).toBe("unchanged");
    const { result: other } = await syncFrom(send(NEWER), { pinned });
    expect((await other).outcome).toBe("differs");
    expect(await keptText()).toBe(GOOD);
  });
});

describe("the last good copy survives", () => {
  const faults: [string, Behaviour, Partial<SyncOptions>, string | RegExp][] = [
    ["404", (_q, r) => r.writeHead(404).end(), {}, "source/http-status"],
    ["500 without end", (_q, r) => r.writeHead(500).end(), {}, "source/http-status"],
    [
      "a body cut off",
      (_q, r) => {
        r.writeHead(200, { "content-length": "1000" }).write(NEWER);
        setTimeout(() => r.destroy(), 20);
      },
      {},
      "source/network",
    ],
    [
      "gzip cut off",
      send(gzipSync(NEWER).subarray(0, 20), { "content-encoding": "gzip" }),
      {},
      "source/network",
    ],
    [
      "an HTML error page with status 200",
      send("<!doctype html><title>Sorry</title>", { "content-type": "text/html" }),
      {},
      /not a registry/,
    ],
    [
      "another type",
      send(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), { "content-type": "image/png" }),
      {},
      "source/not-text",
    ],
    ["an empty body", send(""), {}, /not a registry/],
    [
      "a slow drip",
      (_q, r) => {
        r.writeHead(200);
        const drip = setInterval(() => r.write("x"), 5);
        r.on("close", () => clearInterval(drip));
      },
      { timeout: 100, idleTimeout: 80, retries: 0 },
      "source/timeout",
    ],
    ["silence", () => {}, { idleTimeout: 50, retries: 0 }, "source/timeout"],
    [
      "a redirect loop",
      (q, r) => r.writeHead(302, { location: q.url ?? "/" }).end(),
      {},
      "source/redirect-refused",
    ],
    [
      "a redirect to another host",
      (_q, r) => r.writeHead(302, { location: "http://localhost:9/x" }).end(),
      {},
      "source/redirect-refused",
    ],
    [
      "an endless body",
      (_q, r) => {
        r.writeHead(200);
        const more = (): void => {
          while (!r.destroyed && r.write("x".repeat(65_536)));
          if (!r.destroyed) r.once("drain", more);
        };
        more();
      },
      { maxBytes: 1 << 20 },
      "source/too-large",
    ],
    [
      "a gzip bomb",
      send(gzipSync(Buffer.alloc(50 << 20)), { "content-encoding": "gzip" }),
      { maxBytes: 1 << 20 },
      "source/too-large",
    ],
    ["a connection reset at once", (q) => q.socket.destroy(), {}, "source/network"],
  ];
  it.each(faults)("%s", async (_name, behaviour, options, expected) => {
    await keepGood();
    const { result } = await syncFrom(behaviour, options);
    const matcher =
      typeof expected === "string"
        ? { code: expected }
        : { message: expect.stringMatching(expected) };
    await expect(result).rejects.toMatchObject(matcher);
    expect(await keptText()).toBe(GOOD);
  });

  it("an address that is not https", async () => {
    await keepGood();
    const refused = sync({ url: "http://registry.example/x", store, verify });
    await expect(refused).rejects.toMatchObject({ code: "source/url-refused" });
    expect(await keptText()).toBe(GOOD);
  });

  it("two at once: one works, the other waits or gives up, the copy is whole", async () => {
    await keepGood();
    const server = await serve((_request, response) => {
      setTimeout(() => response.writeHead(200).end(NEWER), 100);
    });
    servers.push(server);
    const both = await Promise.allSettled(
      [1, 2].map(() => sync({ url: server.url, store, verify })),
    );
    expect(both.some((one) => one.status === "fulfilled")).toBe(true);
    for (const one of both) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "source/locked" });
    }
    expect(await keptText()).toBe(NEWER);
  });

  it("another process that holds the lock", async () => {
    mkdirSync(join(folder, "sync.lock"));
    await expect(store.exclusively(async () => {})).rejects.toMatchObject({
      code: "source/locked",
      input: folder,
    });
  });

  it("somebody else's files, whatever they are called, and folders", async () => {
    await keepGood();
    const others = [
      "registry-notes.txt",
      "index-of-ports.html",
      "current.json.bak",
      "registry-0123",
    ];
    for (const name of others) writeFileSync(join(folder, name), "mine");
    const folders = ["index-", `index-${"0".repeat(64)}`, "registry-of-old"];
    for (const name of folders) mkdirSync(join(folder, name));
    const { result } = await syncFrom(send(NEWER));
    await result;
    expect(await keptText()).toBe(NEWER);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...others, ...folders]));
  });

  it("links that others put in the folder", async () => {
    await keepGood();
    const victim = join(folder, "victim");
    writeFileSync(victim, "mine");
    const name = createHash("sha256").update(NEWER).digest("hex");
    symlinkSync(victim, join(folder, `registry-${name}`));
    const { result } = await syncFrom(send(NEWER));
    await result;
    expect(await keptText()).toBe(NEWER);
    expect(readFileSync(victim, "utf8")).toBe("mine");
  });

  it("links in place of its own files, which are replaced, or not taken for a lock", async () => {
    await keepGood();
    const elsewhere = mkdtempSync(join(tmpdir(), "portolan-elsewhere-"));
    const victim = join(elsewhere, "victim");
    writeFileSync(victim, "mine");
    rmSync(join(folder, "current.json"));
    symlinkSync(victim, join(folder, "current.json"));
    await (await syncFrom(send(NEWER))).result;
    expect(await keptText()).toBe(NEWER);
    symlinkSync(elsewhere, join(folder, "sync.lock"));
    const { result } = await syncFrom(send(GOOD));
    await expect(result).rejects.toThrow(SourceError);
    expect(await keptText()).toBe(NEWER);
    expect([readFileSync(victim, "utf8"), readdirSync(elsewhere)]).toEqual(["mine", ["victim"]]);
    rmSync(elsewhere, { recursive: true });
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["no object", '"x"'],
    ["a name that leads out", '{"url":"x","sha256":"../victim","records":1,"validators":{}}'],
    ["a name of another length", '{"url":"x","sha256":"00","records":1,"validators":{}}'],
    ["a prototype", '{"__proto__":{"url":"x","sha256":"00"},"records":1,"validators":{}}'],
    ["nested without end", "[".repeat(100_000)],
    ["no text", "\0\xff"],
  ])("a pointer that holds %s, which no copy is read by", async (_, pointer) => {
    await keepGood();
    writeFileSync(join(folder, "current.json"), pointer, "latin1");
    await expect(store.current()).rejects.toMatchObject({ code: "source/copy-broken" });
    await (await syncFrom(send(NEWER))).result;
    expect(await keptText()).toBe(NEWER);
  });

  it("a pipe in its place, which is not waited for", async () => {
    execFileSync("mkfifo", [join(folder, "current.json")]);
    await expect(store.info()).rejects.toMatchObject({ code: "source/copy-broken" });
    const { result } = await syncFrom(send(NEWER));
    await result;
    expect(await keptText()).toBe(NEWER);
  });

  it("a server that says “not modified” where there is no copy, or none that can be used", async () => {
    const notModified: Behaviour = (_request, response) => response.writeHead(304).end();
    const first = await syncFrom(notModified);
    await expect(first.result).rejects.toMatchObject({ code: "source/http-status" });
    await keepGood();
    const pointer = join(folder, "current.json");
    const text = readFileSync(pointer, "utf8");
    writeFileSync(pointer, JSON.stringify({ ...JSON.parse(text), validators: null }));
    const second = await syncFrom(notModified);
    await expect(second.result).rejects.toMatchObject({ code: "source/http-status" });
  });

  it("a body that is gzip and unpacks without end, in little memory", async () => {
    await keepGood();
    const bomb = gzipSync(Buffer.alloc(256 << 20, "a"));
    const before = process.memoryUsage().rss;
    const { result } = await syncFrom(send(bomb));
    await expect(result).rejects.toMatchObject({ code: "source/too-large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
    expect(await keptText()).toBe(GOOD);
  });

  it("a redirect to another port", async () => {
    await keepGood();
    const other = await serve(send(NEWER));
    servers.push(other);
    const { result } = await syncFrom((_request, response) =>
      response.writeHead(302, { location: other.url }).end(),
    );
    await expect(result).rejects.toMatchObject({ code: "source/redirect-refused" });
    expect(other.requests).toEqual([]);
  });

  it("a password, which is used and neither kept nor shown", async () => {
    const server = await serve((request, response) =>
      request.headers.authorization === undefined
        ? response.writeHead(401).end()
        : response.writeHead(200).end(GOOD),
    );
    servers.push(server);
    const url = server.url.replace("//", "//user:secret@");
    const { info } = (await sync({ url, store, verify })) as { info: SnapshotInfo };
    expect(info.url).toBe(server.url);
    expect(readFileSync(join(folder, "current.json"), "utf8")).not.toContain("secret");
    const refused = sync({ url: url.replace("http:", "ftp:"), store, verify });
    await expect(refused).rejects.toSatisfy(
      (error) =>
        error instanceof SourceError && !`${error.input}${error.message}`.includes("secret"),
    );
  });

  const isRoot = process.getuid?.() === 0;
  it.skipIf(isRoot)("a folder that must not be written to (needs not to be root)", async () => {
    await keepGood();
    chmodSync(folder, 0o500);
    try {
      await expect(store.exclusively(async () => {})).rejects.toMatchObject({
        code: "source/not-permitted",
        input: folder,
      });
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  it.skipIf(!isRoot)("a disk that is read only (needs root, to mount one)", async () => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", disk]);
    try {
      await expect(new SnapshotStore(disk).exclusively(async () => {})).rejects.toMatchObject({
        code: "source/unwritable",
        input: disk,
        message: expect.stringMatching(/^EROFS/),
      });
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it.skipIf(!isRoot)("a full disk (needs root, to mount a small one)", async () => {
    const disk = join(folder, "disk");
    execFileSync("mkdir", [disk]);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    } catch {
      return expect.fail("tmpfs could not be mounted though we are root");
    }
    try {
      store = new SnapshotStore(disk);
      await keepGood();
      const { result } = await syncFrom(send(`<registry>${"x".repeat(100_000)}</registry>\n`));
      await expect(result).rejects.toBeInstanceOf(SourceError);
      expect(await keptText()).toBe(GOOD);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("a write that was killed, whose leftover the next copy sweeps away", async () => {
    await keepGood();
    const leftover = `registry-${"0".repeat(64)}.4567`;
    writeFileSync(join(folder, leftover), NEWER.slice(0, 5));
    expect(await keptText()).toBe(GOOD);
    const { result } = await syncFrom(send(NEWER));
    await result;
    expect(readdirSync(folder)).not.toContain(leftover);
    expect(await keptText()).toBe(NEWER);
  });
});

describe.skipIf(!hasProgram("openssl"))(
  "a connection that cannot be trusted (needs openssl)",
  () => {
    let certificates: string;
    /** Makes a certificate with a name, and gives the paths of it and of its key. */
    const certificate = (name: string): readonly [certificate: string, key: string] => {
      const paths = [join(certificates, `${name}.pem`), join(certificates, `${name}.key`)] as const;
      execFileSync(
        "openssl",
        [
          ...[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
          ],
          ...["-subj", "/CN=test", "-addext", `subjectAltName=${name}`, "-days", "2"],
          ...["-out", paths[0], "-keyout", paths[1]],
        ],
        { stdio: "ignore" },
      );
      return paths;
    };
    beforeEach(() => {
      certificates = mkdtempSync(join(tmpdir(), "portolan-tls-"));
    });
    afterEach(() => rmSync(certificates, { recursive: true, force: true }));

    it("is asked once, and the copy stays", async () => {
      await keepGood();
      const [own, key] = certificate("IP:127.0.0.1");
      const server = await serveWithTls(readFileSync(own), readFileSync(key), send(NEWER));
      servers.push(server);
      await expect(sync({ url: server.url, store, verify })).rejects.toMatchObject({
        code: "source/network",
        message: expect.stringContaining("self-signed certificate"),
      });
      expect([server.requests.length, server.connections()]).toEqual([0, 1]);
      expect(await keptText()).toBe(GOOD);
    });

    it("is said to have no TLS where it has none", async () => {
      const plain = await serve(send(NEWER));
      servers.push(plain);
      await expect(
        sync({ url: plain.url.replace("http:", "https:"), store, verify }),
      ).rejects.toMatchObject({
        message: "The connection failed: the server does not speak TLS.",
      });
    });

    it("is trusted with the certificate of its own name only, and asked without a proxy", async () => {
      const body = readFileSync(new URL("../fixtures/excerpt/input.xml", import.meta.url));
      const proxy = await serve(send(body));
      servers.push(proxy);
      for (const [name, expected] of [
        ["IP:127.0.0.1", ""],
        ["DNS:elsewhere.example", "Hostname/IP does not match"],
      ] as const) {
        const [own, key] = certificate(name);
        const server = await serveWithTls(readFileSync(own), readFileSync(key), send(body));
        servers.push(server);
        const { ended } = start(["sync", "--url", server.url], {
          env: {
            PATH: process.env.PATH,
            PORTOLAN_CACHE: join(folder, name),
            NODE_EXTRA_CA_CERTS: own,
            HTTPS_PROXY: proxy.url,
            https_proxy: proxy.url,
          },
        });
        const { code, stderr } = await ended;
        expect(stderr).toContain(expected);
        expect(code).toBe(expected === "" ? 0 : 2);
      }
      expect(proxy.requests).toEqual([]);
    });
  },
);
