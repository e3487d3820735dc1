import type { Registry, ServiceRecord } from "@portolan/model";
import { announce, counted, element } from "./dom.js";
import type { CopyForm } from "./readers.js";
import { readers } from "./readers-door.js";

const FORMS: readonly (readonly [CopyForm, string])[] = [
  ["csv", "CSV"],
  ["json", "JSON"],
  ["services", "services"],
];

/** Adds buttons that copy records, as the command would write them. */
export function showCopy(
  parent: HTMLElement,
  label: string,
  recordsOf: () => readonly ServiceRecord[],
  registry: Registry,
): void {
  parent.replaceChildren(
    element("span", { class: "note" }, label),
    ...FORMS.map(([form, name]) =>
      element(
        "button",
        {
          type: "button",
          "aria-label": `Copy as ${name === "services" ? "lines of a services file" : name}`,
          onclick: async (event) => {
            const button = event.currentTarget as HTMLButtonElement;
            const records = recordsOf();
            const text = await (await readers()).copy(registry, { ...registry, records }, form);
            const words =
              text === ""
                ? "No services line can say this."
                : (await copied(text))
                  ? `Copied ${counted(records.length, "record")}`
                  : "The browser lets nothing be copied.";
            announce(words);
            button.textContent = text === "" ? "none" : "copied";
            setTimeout(() => {
              button.textContent = name;
            }, 1_200);
          },
        },
        name,
      ),
    ),
  );
}

/** Copies a text. Some browsers have no clipboard for pages from a file: then as a selection is copied. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}
