// Writes into every package where Portolan lives: `repository`, `homepage` and `bugs` stand in no
// manifest of the workspace, because they are one fact, and provenance wants the address of the
// repository that publishes. `node .ci/set-home.js URL [FOLDER]`; the folder has the packages.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [address = "", folder = fileURLToPath(new URL("../packages", import.meta.url))] =
  process.argv.slice(2);
const home = address.replace(/(?:\.git)?\/*$/, "");
if (!/^https:\/\/[^/]+\/.+/.test(home)) {
  console.error("Name the repository: node .ci/set-home.js https://HOST/OWNER/NAME");
  process.exit(2);
}

for (const name of readdirSync(folder)) {
  const file = join(folder, name, "package.json");
  const { license, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
  const { homepage: _homepage, bugs: _bugs, repository: _repository, ...others } = manifest;
  const fields = Object.entries(others);
  const at = fields.findIndex(([field]) => field === "keywords") + 1;
  const where = {
    homepage: `${home}/tree/HEAD/packages/${name}#readme`,
    bugs: `${home}/issues`,
    repository: { type: "git", url: `git+${home}.git`, directory: `packages/${name}` },
    license,
  };
  fields.splice(at, 0, ...Object.entries(where));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`);
}
