import type { Group } from "@portolan/model/internal";
import { type PortGroup, portKey } from "../port-groups.js";
import type { Token } from "../read-lines.js";
import { compatibleService, isCarried } from "./compare-with-registry.js";
import type { Findings } from "./findings.js";
import type { MeantLine } from "./meant-lines.js";
import type { Answer, LineReadings } from "./misread-lines.js";
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

/** Holds what each resolver answers, by the keys of names or ports. */
type Answers = ReadonlyMap<string, Partial<Record<Resolver, Answer>>>;

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
  const contested = contestedNames(file);
  const readings = file.readings.filter(
    ({ plain }) =>
      plain === undefined || plain.names.some((name) => contested.has(plain.protocol, name)),
  );
  const names = new NameAnswers({ ...file, readings }, findings);
  for (const { meant, misreadBy } of readings) {
    if (meant === undefined) continue;
    const trusted = file.resolvers.filter(
      (resolver) => !misreadBy.has(resolver) && knowsProtocol(resolver, meant.protocol),
    );
    names.check(meant, trusted);
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

/** Gives the answers of each resolver: the first for a key, in Go the last. */
function answersOf(
  { readings, resolvers }: ReadFile,
  keysOf: (answer: Answer) => readonly string[],
  canGive: (resolver: Resolver, answer: Answer) => boolean = () => true,
): Answers {
  const all = new Map<string, Partial<Record<Resolver, Answer>>>();
  const say = (answer: Answer, readers: readonly Resolver[]): void => {
    for (const key of keysOf(answer)) {
      const answers = all.get(key) ?? {};
      all.set(key, answers);
      for (const resolver of readers) {
        if (!canGive(resolver, answer)) continue;
        if (resolver === "go") answers.go = answer;
        else answers[resolver] ??= answer;
      }
    }
  };
  for (const { plain, by } of readings) {
    if (plain !== undefined) say(plain, resolvers);
    for (const resolver of resolvers)
      for (const answer of by?.[resolver] ?? []) say(answer, [resolver]);
  }
  return all;
}

/** Gives the key of a name that is asked for with a protocol. */
function keyOfName(protocol: string, name: string): string {
  return `${protocol} ${name}`;
}

/** Holds what one resolver answers. */
interface GivenAnswer {
  readonly resolver: Resolver;
  readonly answer: Answer;
}

/** Holds a name of a line with what resolvers that read the line as it is meant answer for it. */
interface AskedName {
  readonly token: Token;
  readonly nameKey: string;
  readonly meant: MeantLine;
  readonly port: number;
  readonly resolvers: readonly Resolver[];
  readonly given: readonly GivenAnswer[];
}

/** Compares what resolvers answer for names with what the lines mean. */
class NameAnswers {
  readonly #file: ReadFile;
  readonly #findings: Findings;
  readonly #byName: Answers;
  #lowest: ReadonlyMap<string, number> | undefined;

  constructor(file: ReadFile, findings: Findings) {
    this.#file = file;
    this.#findings = findings;
    this.#byName = answersOf(file, ({ names, protocol }) =>
      names.map((name) => keyOfName(protocol, name)),
    );
  }

  /** Finds the names of a line that lead elsewhere, for resolvers that read the line as it is meant. */
  check(meant: MeantLine, resolvers: readonly Resolver[]): void {
    const { names, byteNames, port, protocol } = meant;
    if (typeof port !== "number") return;
    for (const [i, token] of names.entries()) {
      const name = byteNames[i] ?? "";
      const nameKey = keyOfName(protocol, name);
      const nameInGo = name.length > GO_NAME_BYTES ? undefined : inLowerCase(name);
      const isOtherInGo = nameInGo !== name;
      const keyInGo = isOtherInGo ? keyOfName(protocol, nameInGo ?? "") : nameKey;
      const answers = this.#byName.get(nameKey);
      const inGo = isOtherInGo ? this.#byName.get(keyInGo)?.go : answers?.go;
      const given = resolvers.flatMap((resolver) => {
        const answer = resolver === "go" ? inGo : answers?.[resolver];
        return answer === undefined ? [] : [{ resolver, answer }];
      });
      const [leader, ...others] = given.filter(
        // What Go finds under another form of the name is a finding of its own.
        ({ resolver, answer }) => answer.port !== port && !(resolver === "go" && isOtherInGo),
      );
      const asked = { token, nameKey, meant, port, resolvers, given };
      if (leader !== undefined) this.#checkShadowed(asked, [leader, ...others]);
      if (isOtherInGo && resolvers.includes("go") && inGo?.port !== port)
        this.#addInGo(token, meant, inGo, nameInGo !== undefined);
    }
  }

  /** Says of a name that it leads to another port, unless all lead to the lowest that is registered. */
  #checkShadowed(
    { token, nameKey, meant, port, resolvers, given }: AskedName,
    shadowed: Group<GivenAnswer>,
  ): void {
    const { protocol, key } = meant;
    const name = token.text;
    const isOn = (each: number): boolean => this.#file.registered.has(name, each, protocol);
    const [{ answer: leader }] = shadowed;
    const isAgreed = given.every(({ answer }) => answer.port === leader.port);
    const isOwn = isOn(port);
    const lowest = this.#lowestOf(nameKey);
    const isLowest = isAgreed && leader.port === lowest;
    // All lead to another of its registered ports than the lowest, or it is on none of them.
    const isChosen = isAgreed && (isOwn ? !isLowest && isOn(leader.port) : lowest === undefined);
    if (isChosen) {
      const line = this.#findings.lineAt(leader.start);
      const values = { line, other: portKey(leader.port, protocol) };
      if (!isCarried(name, key))
        this.#findings.add("audit/by-port-only", token, { name, key, values });
      return;
    }
    // A line that contradicts the registry is a finding of its own, and does no harm where it is not seen.
    const isHarmless =
      isOwn || lowest === undefined ? isLowest : shadowed.every(({ answer }) => isOn(answer.port));
    if (isHarmless) return;
    const inC = shadowed.filter(({ resolver }) => resolver !== "go");
    const inGo = shadowed.find(({ resolver }) => resolver === "go");
    const who = inC.map(({ resolver }) => resolver);
    const add = (code: "audit/shadowed-in-c" | "audit/shadowed-in-go", by: Answer): void => {
      const line = this.#findings.lineAt(by.start);
      const values = { line, readers: readersInC(who, resolvers) };
      this.#findings.add(code, token, { name, key, values });
    };
    const [first] = inC;
    if (first !== undefined) add("audit/shadowed-in-c", first.answer);
    if (inGo !== undefined) add("audit/shadowed-in-go", inGo.answer);
  }

  /** Gives the lowest registered port that the file has for a name. */
  #lowestOf(nameKey: string): number | undefined {
    this.#lowest ??= lowestPorts(this.#file);
    return this.#lowest.get(nameKey);
  }

  /** Says what Go, which asks in lower case and for at most 25 bytes, finds elsewhere or not at all. */
  #addInGo(
    token: Token,
    { names, line, protocol, key, start, end }: MeantLine,
    answer: Answer | undefined,
    canBeAsked: boolean,
  ): void {
    const name = token.text;
    const asked = inLowerCase(name);
    if (answer !== undefined) {
      const other = portKey(answer.port, protocol);
      const values = { asked, other, line: this.#findings.lineAt(answer.start) };
      this.#findings.add("audit/other-answer-in-go", token, { name, key, values });
      return;
    }
    const at = Math.max(line.protocol.end, names.at(-1)?.end ?? 0);
    const canBeAdded = canBeAsked && asked.length < MUSL_BYTES - (end - start);
    const edits = canBeAdded ? { edits: [{ start: at, end: at, text: ` ${asked}` }] } : {};
    this.#findings.add("audit/unreachable-in-go", token, { name, key, ...edits });
  }
}

/** Gives the lowest registered port that a file has for each name. */
function lowestPorts({ readings, registered }: ReadFile): ReadonlyMap<string, number> {
  const lowest = new Map<string, number>();
  for (const { meant } of readings) {
    if (typeof meant?.port !== "number") continue;
    const { names, byteNames, port, protocol, key } = meant;
    for (const [i, { text }] of names.entries()) {
      const nameKey = keyOfName(protocol, byteNames[i] ?? "");
      if (port >= (lowest.get(nameKey) ?? Number.POSITIVE_INFINITY)) continue;
      if (registered.has(text, port, protocol, key)) lowest.set(nameKey, port);
    }
  }
  return lowest;
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
  const resolvers = file.resolvers.filter((resolver) => resolver !== "go");
  const contested = contestedPorts(file);
  const readings = file.readings.filter(
    ({ plain }) => plain === undefined || contested.has(plain.protocol, plain.key),
  );
  const byPort = answersOf(
    { ...file, readings, resolvers },
    ({ key }) => [key],
    (resolver, { names: [name = ""] }) => resolver !== "musl" || name.length <= MUSL_NAME_BYTES,
  );
  for (const { meant, misreadBy } of readings) {
    if (typeof meant?.port !== "number") continue;
    const { names, byteNames, key } = meant;
    const [first] = names;
    const trusted = resolvers.filter((resolver) => !misreadBy.has(resolver));
    const other = trusted
      .map((resolver) => byPort.get(key)?.[resolver])
      .find((answer) => answer !== undefined && answer.names[0] !== byteNames[0]);
    if (other === undefined) continue;
    const group = file.registered.group(key);
    // The port answers with its canonical name, and this line has another of its names: all is well.
    if (other.names[0] === group?.names[0]?.name && isOtherName(first.text, key, group)) continue;
    const values = { line: findings.lineAt(other.start) };
    findings.add("audit/port-answered-before", first, { name: first.text, key, values });
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
