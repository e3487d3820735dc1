import { problemsTable } from "@portolan/query";
import { expect, test } from "vitest";

test("a problem table becomes an aligned Markdown table", () => {
  const table = {
    "x/tag": ["error", "<{found}> is not <registry>.", "Write & as &amp;."],
    "x/border": ["warning", "“{found}” holds a |.", "None."],
  } as const;
  expect(problemsTable(table)).toBe(
    [
      "| code       | severity | meaning                      | cure                      |",
      "| ---------- | -------- | ---------------------------- | ------------------------- |",
      "| `x/tag`    | error    | &lt;…> is not &lt;registry>. | Write &amp; as &amp;amp;. |",
      "| `x/border` | warning  | “…” holds a \\|.              | None.                     |",
      "",
    ].join("\n"),
  );
});
