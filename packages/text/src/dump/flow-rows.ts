import {
  CLASS_RANGES,
  firstPort,
  isTransportProtocol,
  type Port,
  parsePort,
} from "@portolan/model";

/** Highest port that IANA registers: rows without a port stand below it. */
const LAST_REGISTERED = CLASS_RANGES.user.last;

const SERVICE_NAME = /^[A-Za-z0-9][\w+./*-]*$/;

/** What IANA writes about ports that have neither name nor protocol. */
const STATE = /^\(?(?:unassigned|reserved|de-registered|removed|discarded)\b/i;

/**
 * Tells lines on which a row begins from those that go on with one, in a text whose rows were
 * flattened and wrapped. A word that would have fitted on the line before was not wrapped; ports
 * and, below them, names stand in order.
 */
export class FlowRows {
  readonly #width: number;
  #last: string | undefined;
  #lastPort = -1;
  #lastName = "";
  #isBelowPorts = false;

  /** @param width most characters that a line of several words has. */
  constructor(width: number) {
    this.#width = width;
  }

  /** Tells whether a row begins on the next line. */
  isStart(line: string): boolean {
    const isStart = this.#last === undefined || this.#looksLikeStart(line);
    if (isStart) this.#remember(line);
    this.#last = line;
    return isStart;
  }

  #looksLikeStart(line: string): boolean {
    const { name, port, protocol, rest } = headOf(line);
    const mayBeWrapped = this.#mayBeWrapped(line);
    if (port !== undefined) {
      const first = firstPort(port);
      if (protocol !== undefined) return first >= this.#lastPort;
      if (first <= this.#lastPort) return false;
      const isCertain = name === undefined ? STATE.test(rest) : typeof port === "object";
      return isCertain || !mayBeWrapped;
    }
    if (name === undefined || rest === "") return false;
    // No name without port and protocol begins with a capital; words of sentences do.
    if (protocol === undefined && /^[A-Z]/.test(name)) return false;
    if (protocol !== undefined) return !mayBeWrapped || this.#isInOrder(name);
    if (!this.#isBelowPorts && this.#lastPort !== -1) return false;
    if (mayBeWrapped) return this.#isInOrder(name) && isNeighbour(name, this.#lastName);
    return isNeighbour(name, this.#lastName) || this.#isInOrder(name) || /^\d/.test(name);
  }

  #isInOrder(name: string): boolean {
    return name.toLowerCase() >= this.#lastName.toLowerCase();
  }

  #mayBeWrapped(line: string): boolean {
    const word = line.split(" ", 1)[0] ?? "";
    return (this.#last ?? "").length + 1 + word.length > this.#width;
  }

  #remember(line: string): void {
    const { name, port } = headOf(line);
    if (port !== undefined) this.#lastPort = firstPort(port);
    else if (name !== undefined) {
      this.#lastName = name;
      this.#isBelowPorts = true;
    }
    if (this.#lastPort >= LAST_REGISTERED) this.#isBelowPorts = true;
  }
}

interface FlowHead {
  readonly name?: string;
  readonly port?: Port;
  readonly protocol?: string;
  readonly rest: string;
}

/** Reads the first words of a line as those of a row. */
function headOf(line: string): FlowHead {
  const words = line.trim().split(" ");
  const [first = "", second = "", third = ""] = words;
  const ownPort = parsePort(first);
  if (ownPort !== undefined) {
    return isTransportProtocol(second)
      ? { port: ownPort, protocol: second, rest: words.slice(2).join(" ") }
      : { port: ownPort, rest: words.slice(1).join(" ") };
  }
  if (!SERVICE_NAME.test(first)) return { rest: line };
  const port = parsePort(second);
  if (port !== undefined) {
    return isTransportProtocol(third)
      ? { name: first, port, protocol: third, rest: words.slice(3).join(" ") }
      : { name: first, port, rest: words.slice(2).join(" ") };
  }
  if (isTransportProtocol(second))
    return { name: first, protocol: second, rest: words.slice(2).join(" ") };
  return { name: first, rest: words.slice(1).join(" ") };
}

/** Tells whether two names in order begin with the same letter. */
function isNeighbour(name: string, last: string): boolean {
  return name[0]?.toLowerCase() === last[0]?.toLowerCase();
}
