import { READABLE_FORMATS } from "@portolan/convert";
import { faultOfBytes, faultOfProtocols } from "./bytes.js";
import { type Corpus, pickText } from "./corpus.js";
import { mutated } from "./mutations.js";
import { QUESTIONS } from "./questions.js";
import { Random } from "./random.js";
import { faultOfReading } from "./readings.js";

/** Holds one tried case. */
export interface Case {
  /** What is wrong; absent where all holds. */
  readonly fault?: string | undefined;
  /** The damaged text, where the case is one text. */
  readonly text?: string;
  readonly done?: readonly string[];
}

/** Names everything that is tried: the readers of all formats, of bytes and protocols, the questions. */
export const TARGETS: readonly string[] = [
  ...READABLE_FORMATS,
  "bytes",
  "protocols",
  ...Object.keys(QUESTIONS),
];

/** Tries the case of a number, which is the same in every run with one seed. */
export async function tryCase(
  target: string,
  seed: number,
  number: number,
  corpus: Corpus,
): Promise<Case> {
  const random = new Random(seed, target, number);
  const question = QUESTIONS[target];
  if (question !== undefined) return caught(() => question(corpus, random));
  const format = READABLE_FORMATS.find((name) => name === target);
  const from = format ?? random.pick(READABLE_FORMATS);
  const { text, done } = mutated(pickText(corpus, from, random), random, corpus[from].short);
  return { ...(await caught(() => faultOfText(target, text, random))), text, done };
}

/** Tells what is wrong with how a reader takes a text: that of a format, of bytes, or of protocols. */
export async function faultOfText(
  target: string,
  text: string,
  random: Random,
): Promise<string | undefined> {
  const format = READABLE_FORMATS.find((name) => name === target);
  if (format !== undefined) return faultOfReading(format, text, random);
  return target === "bytes" ? faultOfBytes(text, random) : faultOfProtocols(text);
}

async function caught(run: () => Promise<string | undefined>): Promise<Case> {
  try {
    return { fault: await run() };
  } catch (error) {
    const { stack } = error instanceof Error ? error : new Error(String(error));
    return { fault: `throws ${stack}` };
  }
}
