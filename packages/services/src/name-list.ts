import { type NameMatcher, parseGlob, requireText } from "@portolan/model/internal";
import type { Omissions } from "./omissions.js";
import type { PortGroup } from "./port-groups.js";

/** The second word of a services line: port and protocol. */
const PLACE = /^\d+[/,](\S+)$/;

/**
 * Reads the text of a list of service names: words between white space or commas, with `#`
 * comments. A word may be `name/protocol`. A line of a services file stands for its names with its
 * protocol, so that a list of what another system has gives no more than that.
 *
 * @example
 * readNameList("http, https # web\nssh 22/tcp"); // ["http", "https", "ssh/tcp"]
 */
export function readNameList(source: string): readonly string[] {
  requireText(source, "readNameList", "source");
  const names = source.replace(/#.*/g, "").split("\n").flatMap(namesOfLine);
  return [...new Set(names)];
}

function namesOfLine(line: string): readonly string[] {
  const [name, place = "", ...aliases] = line.match(/\S+/g) ?? [];
  const protocol = PLACE.exec(place)?.[1];
  if (name !== undefined && protocol !== undefined) {
    return [name, ...aliases].map((each) => `${each}/${protocol}`);
  }
  return line.match(/[^\s,]+/g) ?? [];
}

/**
 * Keeps the ports that have one of the names asked for, and local lines. A name is asked for as
 * `http` or `ssh/tcp`, in any case, or by a pattern as `--name` takes it: `etcd*`. What is not
 * expressed of other names, and of other records of a name that is found, is forgotten.
 */
export function chooseNames(
  groups: readonly PortGroup[],
  names: Iterable<string>,
  omissions: Omissions,
): readonly PortGroup[] {
  const wanted = new WantedNames(names);
  const chosen = groups.filter(({ names, protocol, origin }) => {
    let isWanted = origin === "base" || origin === "overrides";
    for (const { name } of names) isWanted = wanted.find(name, protocol) || isWanted;
    return isWanted;
  });
  omissions.keepOnly(({ reason, name = "", protocol }) => {
    if (reason.endsWith("-unreadable")) return true;
    if (!wanted.has(name, protocol)) return false;
    return !wanted.areFound(name, protocol) || !ABSENCES.has(reason);
  });
  const known = new Set(
    omissions.list.flatMap(({ name = "", protocol }) => wanted.textsFor(name, protocol)),
  );
  for (const name of wanted.missing())
    omissions.add(known.has(name) ? "name-not-written" : "name-unknown", undefined, { name });
  return chosen;
}

/** Reasons by which a record has no line: no loss where another record of its name has one. */
const ABSENCES: ReadonlySet<string> = new Set([
  "no-port",
  "no-protocol",
  "port-zero",
  "protocol-not-expressible",
]);

/** Knows the names asked for, and which of them were found. */
class WantedNames {
  /** The texts asked for, by their lower case form. */
  readonly #exact = new Map<string, string>();
  readonly #patterns: { readonly text: string; readonly matches: NameMatcher }[] = [];
  readonly #found = new Set<string>();

  constructor(names: Iterable<string>) {
    for (const text of new Set(names)) {
      const glob = /[*?[]/.test(text) ? parseGlob(text) : undefined;
      if (glob !== undefined && "value" in glob) this.#patterns.push({ text, matches: glob.value });
      else this.#exact.set(text.toLowerCase(), text);
    }
  }

  /** Tells whether a name is asked for, and remembers that it was found. */
  find(name: string, protocol: string): boolean {
    const texts = this.textsFor(name, protocol);
    for (const text of texts) this.#found.add(text);
    return texts.length > 0;
  }

  has(name: string, protocol: string | undefined): boolean {
    return this.textsFor(name, protocol).length > 0;
  }

  /** Tells whether all that asks for a name was found. */
  areFound(name: string, protocol: string | undefined): boolean {
    return this.textsFor(name, protocol).every((text) => this.#found.has(text));
  }

  /** Returns what was asked for and not found, in the order of asking. */
  missing(): readonly string[] {
    const all = [...this.#exact.values(), ...this.#patterns.map(({ text }) => text)];
    return all.filter((text) => !this.#found.has(text));
  }

  /** Returns what asks for a name. */
  textsFor(name: string, protocol: string | undefined): readonly string[] {
    const keys = protocol === undefined ? [name] : [name, `${name}/${protocol}`];
    const exact = keys.flatMap((key) => this.#exact.get(key.toLowerCase()) ?? []);
    const byPattern = this.#patterns.filter(({ matches }) => keys.some(matches));
    return [...exact, ...byPattern.map(({ text }) => text)];
  }
}
