import { createRegistry } from "@portolan/model";
import { expect, test } from "vitest";
import { refreshMarkdown } from "./change-log.js";
import { refreshServices } from "./refresh-services.js";

const registryOf = (...names: readonly string[]) =>
  createRegistry({
    records: names.map((name, i) => ({
      name,
      port: 80 + i,
      protocol: "tcp",
      contacts: [],
      references: [],
    })),
  });

test("a log of no change says so, and how many ports were left out", () => {
  const file = "http\t\t80/tcp\n";
  const same = refreshServices(file, registryOf("http"), registryOf("http"));
  expect(refreshMarkdown(same, { old: undefined, fresh: "2025-01-01" })).toBe(
    "## Registry of 2025-01-01, before of unknown date\n\nNo line changed.\n",
  );
  const more = refreshServices(file, registryOf("http"), registryOf("http", "a", "b"));
  expect(more.notAdded).toHaveLength(2);
  expect(refreshMarkdown(more, { old: "2024-01-01", fresh: undefined })).toBe(
    "## Registry of unknown date, before of 2024-01-01\n\nNo line changed.\n\n2 newly registered ports were not added.\n",
  );
  const renamed = refreshServices(file, registryOf("http"), registryOf("web_`x"));
  expect(refreshMarkdown(renamed, { old: "2024-01-01", fresh: "2025-01-01" })).not.toContain(
    "No line changed",
  );
});
