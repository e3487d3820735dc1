// One measurement in a process of its own, so that no other has left it garbage or compiled code.

import { CONTESTS } from "./contests/index.js";
import type { Inputs } from "./inputs.js";
import { profileWork } from "./profile.js";
import { measureInRounds } from "./rounds.js";
import { readStream, type StreamedFormat } from "./streaming.js";

/** What a process is to measure. */
export type Job = (
  | { readonly contest: string; readonly rounds: number; readonly isProfile?: boolean }
  | { readonly stream: StreamedFormat; readonly copies: number }
) & { readonly inputs: Inputs };

async function measure(job: Job): Promise<unknown> {
  if ("stream" in job) return readStream(job.stream, job.copies, job.inputs);
  const prepare = await CONTESTS[job.contest]?.();
  if (prepare === undefined) throw new RangeError(`There is no contest “${job.contest}”.`);
  const contenders = await prepare(job.inputs);
  const ours = contenders.find(({ kind }) => kind === "ours");
  if (job.isProfile && ours !== undefined) return profileWork(ours.run, job.rounds);
  return measureInRounds(contenders, job);
}

const job: Job = JSON.parse(process.argv[2] ?? "");
process.stdout.write(JSON.stringify(await measure(job)));
