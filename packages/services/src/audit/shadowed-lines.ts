import { type PortGroup, portKey } from "../port-groups.js";
import type { Token } from "../read-lines.js";
import { compatibleService, isCarried } from "./compare-with-registry.js";
import type { Findings } from "./findings.js";
import type { MeantLine } from "./meant-lines.js";
import { type Answer, answersIn, type LineReadings } from "./misread-lines.js";
import type { RegisteredNames } from "./registered-names.js";
import {
  GO_NAME_BYTES,
  knowsProtocol,
  MUSL_BYTES,
  MUSL_NAME_BYTES,
  type Resolver,
  titlesOf,
} from "./resolvers.js";

/** What is looked at for names and ports that lead elsewhere. */
interface ReadFile {
  readonly readings: readonly LineReadings[];
  readonly resolvers: readonly Resolver[];
  readonly registered: RegisteredNames;
}

/** Holds what a resolver answers, by the keys of names or ports. */
type Answers = ReadonlyMap<string, Answer>;

/**
 * Finds names that lead to another line than theirs: a C library takes the first line of a name and
 * of a port, Go the last line of a name, which it asks for in lower case. A name that is registered
 * on several ports and leads to the lowest, whoever asks, is as it should be; where it leads to another
 * of them, that may be meant.
 */
export function findShadowed(file: ReadFile, findings: Findings): void {
  checkNames(file, findings);
  checkPorts(file, findings);
}

/**
 * Knows the names of each protocol, or its ports, about which a file says several things: nearly all
 * need no check.
 */
class Contested<Key, Said> {
  readonly #said = new Map<string, Map<Key, Said | typeof SEVERAL>>();

  /** Takes note of what a line says about a name or a port. */
  say(protocol: string, key: Key, what: Said | typeof SEVERAL): void {
    let said = this.#said.get(protocol);
    if (said === undefined) {
      said = new Map();
      this.#said.set(protocol, said);
    }
    const known = said.get(key);
    if (known === undefined) said.set(key, what);
    else if (known !== what) said.set(key, SEVERAL);
  }

  has(protocol: string, key: Key): boolean {
    return this.#said.get(protocol)?.get(key) === SEVERAL;
  }
}

const SEVERAL = Symbol("several");

/** Finds names that lead to another port than that of their line. */
function checkNames(file: ReadFile, findings: Findings): void {
  const { resolvers } = file;
  const contested = contestedNames(file);
  const keysOf = ({ names, protocol }: Answer): readonly string[] =>
    names.filter((name) => contested.has(protocol, name)).map((name) => keyOfName(protocol, name));
  const isContested = ({ byteNames, protocol }: MeantLine): boolean =>
    byteNames.some((name) => contested.has(protocol, name));
  const readings = file.readings.filter(
    ({ meant, by }) => by !== undefined || (meant !== undefined && isContested(meant)),
  );
  const names = new NameAnswers({ ...file, readings }, answersOf({ ...file, readings }, keysOf));
  for (const { meant, misreadBy } of readings) {
    if (meant === undefined || !isContested(meant)) continue;
    const trusted = resolvers.filter(
      (resolver) => !misreadBy.has(resolver) && knowsProtocol(resolver, meant.protocol),
    );
    names.check(meant, trusted, findings);
  }
}

/** Gives the names that have several ports, and those that Go asks for in another form. */
function contestedNames({ readings }: ReadFile): Contested<string, number> {
  const contested = new Contested<string, number>();
  const addAnswer = ({ names, protocol, port }: Answer): void => {
    for (const name of names) contested.say(protocol, name, port);
  };
  for (const { meant, by } of readings) {
    if (typeof meant?.port === "number") {
      const { byteNames, protocol, port } = meant;
      for (const name of byteNames) {
        contested.say(protocol, name, port);
        if (name.length <= GO_NAME_BYTES && name === name.toLowerCase()) continue;
        contested.say(protocol, name, SEVERAL);
        contested.say(protocol, inLowerCase(name), SEVERAL);
      }
    }
    if (by !== undefined) for (const answers of Object.values(by)) answers.forEach(addAnswer);
  }
  return contested;
}

/** Gives the key of a name that is asked for with a protocol. */
function keyOfName(protocol: string, name: string): string {
  return `${protocol} ${name}`;
}

/** Gives the answers of each resolver: the first for a key, in Go the last. */
function answersOf(
  { readings, resolvers }: ReadFile,
  keysOf: (answer: Answer, resolver: Resolver) => readonly string[],
): ReadonlyMap<Resolver, Answers> {
  const all = new Map<Resolver, Answers>();
  for (const resolver of resolvers) {
    const answers = new Map<string, Answer>();
    const isLast = resolver === "go";
    for (const reading of readings) {
      for (const answer of answersIn(reading, resolver)) {
        for (const key of keysOf(answer, resolver)) {
          if (isLast || !answers.has(key)) answers.set(key, answer);
        }
      }
    }
    all.set(resolver, answers);
  }
  return all;
}

/** Compares what resolvers answer for names with what the lines mean. */
class NameAnswers {
  readonly #byName: ReadonlyMap<Resolver, Answers>;
  readonly #registered: RegisteredNames;
  /** Lowest registered port that the file has for a name. */
  readonly #lowest = new Map<string, number>();

  constructor({ readings, registered }: ReadFile, byName: ReadonlyMap<Resolver, Answers>) {
    this.#byName = byName;
    this.#registered = registered;
    for (const { meant } of readings) {
      if (typeof meant?.port !== "number") continue;
      const { names, byteNames, port, protocol, key: portKey } = meant;
      for (const [i, byteName] of byteNames.entries()) {
        const key = keyOfName(protocol, byteName);
        const lowest = this.#lowest.get(key) ?? Number.POSITIVE_INFINITY;
        const name = names[i]?.text ?? "";
        if (port < lowest && registered.has(name, port, protocol, portKey))
          this.#lowest.set(key, port);
      }
    }
  }

  check(meant: MeantLine, resolvers: readonly Resolver[], findings: Findings): void {
    const { names, byteNames, port, protocol, key } = meant;
    if (typeof port !== "number") return;
    for (const [i, token] of names.entries()) {
      const name = token.text;
      const nameKey = keyOfName(protocol, byteNames[i] ?? "");
      const shadowed = resolvers.flatMap((resolver) => {
        // What Go finds under another form of the name is a finding of its own.
        if (resolver === "go" && keyInGo(nameKey) !== nameKey) return [];
        const answer = this.#answer(resolver, nameKey);
        return answer === undefined || answer.port === port ? [] : [{ resolver, answer }];
      });
      const [leader] = shadowed;
      const isOwn = this.#registered.has(name, port, protocol);
      const isMeant = isOwn
        ? this.#isChosen(name, nameKey, meant, resolvers)
        : this.#isLocal(nameKey, resolvers);
      if (leader !== undefined && isMeant) {
        const values = {
          line: findings.lineAt(leader.answer.start),
          other: portKey(leader.answer.port, meant.protocol),
        };
        if (!isCarried(name, key)) findings.add("audit/by-port-only", token, { name, key, values });
      } else if (
        leader !== undefined &&
        this.#isFault({ name, nameKey, isOwn }, meant, shadowed, resolvers)
      ) {
        const inC = shadowed.filter(({ resolver }) => resolver !== "go");
        const inGo = shadowed.find(({ resolver }) => resolver === "go");
        const who = inC.map(({ resolver }) => resolver);
        const add = (code: "audit/shadowed-in-c" | "audit/shadowed-in-go", by: Answer): void => {
          const values = { line: findings.lineAt(by.start), readers: readersInC(who, resolvers) };
          findings.add(code, token, { name, key, values });
        };
        const [first] = inC;
        if (first !== undefined) add("audit/shadowed-in-c", first.answer);
        if (inGo !== undefined) add("audit/shadowed-in-go", inGo.answer);
      }
      if (resolvers.includes("go")) this.#checkGo(token, nameKey, meant, findings);
    }
  }

  #answer(resolver: Resolver, nameKey: string): Answer | undefined {
    const asked = resolver === "go" ? keyInGo(nameKey) : nameKey;
    return asked === undefined ? undefined : this.#byName.get(resolver)?.get(asked);
  }

  /** Tells whether a name that is not registered on any of its ports leads to one of them whoever asks. */
  #isLocal(nameKey: string, resolvers: readonly Resolver[]): boolean {
    return !this.#lowest.has(nameKey) && this.#answers(nameKey, resolvers).size === 1;
  }

  /** Tells whether a registered name leads, whoever asks, to another of its ports than the lowest. */
  #isChosen(
    name: string,
    nameKey: string,
    { protocol }: MeantLine,
    resolvers: readonly Resolver[],
  ): boolean {
    const [answer, ...others] = this.#answers(nameKey, resolvers);
    return (
      answer !== undefined &&
      others.length === 0 &&
      answer !== this.#lowest.get(nameKey) &&
      this.#registered.has(name, answer, protocol)
    );
  }

  /** Gives the ports that resolvers answer a name with. */
  #answers(nameKey: string, resolvers: readonly Resolver[]): ReadonlySet<number> {
    const ports = resolvers.map((resolver) => this.#answer(resolver, nameKey)?.port);
    return new Set(ports.filter((each) => each !== undefined));
  }

  /** Tells whether somebody gets another answer than the registry's, or than somebody else. */
  #isFault(
    {
      name,
      nameKey,
      isOwn,
    }: { readonly name: string; readonly nameKey: string; readonly isOwn: boolean },
    { protocol }: MeantLine,
    shadowed: readonly { readonly answer: Answer }[],
    resolvers: readonly Resolver[],
  ): boolean {
    const lowest = this.#lowest.get(nameKey);
    // A line that contradicts the registry is a finding of its own, and does no harm where it is not seen.
    if (!isOwn && lowest !== undefined)
      return shadowed.some(({ answer }) => !this.#registered.has(name, answer.port, protocol));
    const answers = this.#answers(nameKey, resolvers);
    // All lead to the lowest port that is registered.
    return !(answers.size === 1 && lowest !== undefined && answers.has(lowest));
  }

  /** Finds what Go, which asks in lower case and for at most 25 bytes, finds elsewhere or not at all. */
  #checkGo(token: Token, nameKey: string, meant: MeantLine, findings: Findings): void {
    const { port, protocol, key } = meant;
    const name = token.text;
    const askedKey = keyInGo(nameKey);
    if (askedKey === nameKey) return;
    const asked = inLowerCase(name);
    const answer = this.#answer("go", nameKey);
    if (answer?.port === port) return;
    if (answer !== undefined) {
      const values = {
        asked,
        other: portKey(answer.port, protocol),
        line: findings.lineAt(answer.start),
      };
      findings.add("audit/other-answer-in-go", token, { name, key, values });
    } else {
      const room = MUSL_BYTES - (meant.end - meant.start);
      const at = Math.max(meant.line.protocol.end, meant.names.at(-1)?.end ?? 0);
      const canBeAdded = askedKey !== undefined && asked.length < room;
      const edits = canBeAdded ? { edits: [{ start: at, end: at, text: ` ${asked}` }] } : {};
      findings.add("audit/unreachable-in-go", token, { name, key, ...edits });
    }
  }
}

/** Gives the key that Go looks a name up by; undefined where the name is too long for it. */
function keyInGo(nameKey: string): string | undefined {
  const bytes = nameKey.length - nameKey.indexOf(" ") - 1;
  return bytes > GO_NAME_BYTES ? undefined : inLowerCase(nameKey);
}

/** Writes ASCII letters small, as Go does with what it asks for. */
function inLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Names the C libraries that a finding is about: `a C library` where it is about all that matter. */
function readersInC(found: readonly Resolver[], resolvers: readonly Resolver[]): string {
  const all = resolvers.filter((resolver) => resolver !== "go");
  return found.length === all.length && all.length > 1 ? "a C library" : titlesOf(found);
}

/** Finds lines that do not answer for their port, because another service does. */
function checkPorts(file: ReadFile, findings: Findings): void {
  const { registered } = file;
  const resolvers = file.resolvers.filter((resolver) => resolver !== "go");
  const contested = contestedPorts(file);
  const readings = file.readings.filter(
    ({ meant, by }) =>
      by !== undefined || (meant !== undefined && contested.has(meant.protocol, meant.key)),
  );
  const byPort = answersOf(
    { ...file, readings, resolvers },
    ({ names: [name = ""], key }, resolver) =>
      resolver === "musl" && name.length > MUSL_NAME_BYTES ? [] : [key],
  );
  for (const { meant, misreadBy } of readings) {
    if (meant === undefined || typeof meant.port !== "number") continue;
    const [first] = meant.names;
    let other: Answer | undefined;
    for (const resolver of resolvers) {
      const answer = misreadBy.has(resolver) ? undefined : byPort.get(resolver)?.get(meant.key);
      if (answer !== undefined && answer.names[0] !== first.text) other ??= answer;
    }
    if (other === undefined) continue;
    const group = registered.group(meant.key);
    // The port answers with its canonical name, and this line has another of its names: all is well.
    if (other.names[0] === group?.names[0]?.name && isOtherName(first.text, meant.key, group))
      continue;
    const values = { line: findings.lineAt(other.start) };
    findings.add("audit/port-answered-before", first, {
      name: first.text,
      key: meant.key,
      values,
    });
  }
}

/** Gives the ports, by their keys, that have several names in front. */
function contestedPorts({ readings }: ReadFile): Contested<string, string> {
  const contested = new Contested<string, string>();
  const addAnswer = ({ key, protocol, names: [name = ""] }: Answer): void =>
    contested.say(protocol, key, name);
  for (const { meant, by } of readings) {
    if (meant !== undefined) contested.say(meant.protocol, meant.key, meant.names[0].text);
    if (by !== undefined) for (const answers of Object.values(by)) answers.forEach(addAnswer);
  }
  return contested;
}

/** Tells whether a name is known on a port, in front or not. */
function isOtherName(name: string, key: string, group: PortGroup | undefined): boolean {
  const isForm = group?.names.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return isForm || isCarried(name, key) || compatibleService(name, group) !== undefined;
}
