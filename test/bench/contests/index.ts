import type { Prepare } from "./contest.js";

const reading = () => import("./reading.js");
const writing = () => import("./writing.js");
const lookingUp = () => import("./looking-up.js");

/** Lists the contests; a process loads those that it runs. */
export const CONTESTS: Readonly<Record<string, () => Promise<Prepare>>> = {
  "xml → records": async () => (await reading()).readXml,
  "csv → records": async () => (await reading()).readCsv,
  "html → records": async () => (await reading()).readHtml,
  "text → records": async () => (await reading()).readText,
  "services → records": async () => (await reading()).readServices,
  "json → records": async () => (await reading()).readJson,
  "jsonl → records": async () => (await reading()).readJsonl,
  "yaml → records": async () => (await reading()).readYaml,
  "records → xml": async () => (await writing()).writeXml,
  "records → csv": async () => (await writing()).writeCsv,
  "records → html": async () => (await writing()).writeHtml,
  "records → text": async () => (await writing()).writeText,
  "records → services": async () => (await writing()).writeServices,
  "records → json": async () => (await writing()).writeJson,
  "records → jsonl": async () => (await writing()).writeJsonl,
  "records → yaml": async () => (await writing()).writeYaml,
  "records → typescript": async () => (await writing()).writeTypeScript,
  "records → markdown": async () => (await writing()).writeMarkdown,
  "load of the index": async () => (await lookingUp()).loadReadyIndex,
  "look-up by port": async () => (await lookingUp()).lookUpPort,
  "look-up by name": async () => (await lookingUp()).lookUpName,
};
