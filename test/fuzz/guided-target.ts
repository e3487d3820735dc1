import { Random } from "./random.js";
import { faultOfText } from "./targets.js";

const target = process.env.PORTOLAN_FUZZ ?? "";

/** Tries what a fuzzer made of the texts before, with choices that depend on nothing else. */
export async function fuzz(data: Buffer): Promise<void> {
  const text = data.toString("utf8");
  const fault = await faultOfText(target, text, new Random(text));
  if (fault !== undefined) throw new Error(fault);
}
