import type { ReadResult } from "@portolan/convert";
import type { Problem } from "@portolan/model";
import { byId, counted, element, grouped, headAndBody } from "./dom.js";
import type { PageFormat } from "./readers.js";
import { inflated, readers } from "./readers-door.js";

/** Problems that are listed. */
const MOST_PROBLEMS = 200;

/** Holds what somebody gave the page to read. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly remark?: string;
}

/**
 * Lets people give the page a registry of their own, as a file or as pasted text, in any format that can
 * be read. Nothing of it leaves the page.
 *
 * @param show shows what was read in place of the registry of the page.
 */
export function showTryIt(show: (result: ReadResult, name: string) => void): void {
  const panel = byId("panel-try", HTMLElement);
  const answer = element("div", { "aria-live": "polite" });
  const text = element("textarea", {
    "aria-label": "Text to read",
    spellcheck: "false",
    placeholder: "http  80/tcp  www\nhttps  443/tcp",
  });
  const file = element("input", {
    type: "file",
    class: "unseen",
    id: "file",
    onchange: async () => {
      const [chosen] = file.files ?? [];
      file.value = "";
      if (chosen !== undefined) await read(() => sourceOf(chosen));
    },
  });
  const drop = element(
    "div",
    {
      class: "drop",
      ondragover: (event) => {
        event.preventDefault();
        drop.classList.add("over");
      },
      ondragleave: () => drop.classList.remove("over"),
      ondrop: async (event) => {
        event.preventDefault();
        drop.classList.remove("over");
        const [dropped] = (event as DragEvent).dataTransfer?.files ?? [];
        if (dropped !== undefined) await read(() => sourceOf(dropped));
      },
    },
    element("label", { for: "file", class: "button main" }, "Choose a file"),
    " or drop one here",
    file,
  );
  panel.replaceChildren(
    element(
      "p",
      {},
      "Read another registry, or part of one: IANA's CSV, XML, page or text, a table copied from the page, JSON, YAML, or a services file. It is read here, in your browser, and goes nowhere.",
    ),
    drop,
    element("div", {}, text),
    element(
      "div",
      { class: "row" },
      element(
        "button",
        {
          type: "button",
          class: "button main",
          onclick: () => read(async () => ({ name: "pasted text", text: text.value })),
        },
        "Read the text",
      ),
    ),
    answer,
  );

  async function read(source: () => Promise<Source>): Promise<void> {
    answer.replaceChildren(element("p", { class: "note" }, "Reading …"));
    // The browser draws before the reading, which may take a second.
    await new Promise((done) => setTimeout(done, 30));
    try {
      const { name, text: given, remark } = await source();
      const isFile = name !== "pasted text";
      const result = await (await readers()).read(given, isFile ? name : undefined);
      const { formats } = await readers();
      answer.replaceChildren(...report(result, name, remark, formats, show));
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      answer.replaceChildren(element("p", { class: "error" }, element("bdi", {}, words)));
    }
  }
}

function report(
  result: ReadResult,
  name: string,
  remark: string | undefined,
  formats: readonly PageFormat[],
  show: (result: ReadResult, name: string) => void,
): readonly HTMLElement[] {
  const { registry, problems, format } = result;
  const title = formats.find((one) => one.name === format)?.title ?? "";
  const count = registry.records.length;
  const parts = [
    element("h3", {}, counted(count, "record")),
    element(
      "p",
      {},
      element("bdi", {}, name),
      ` was read as ${format}: ${title}.`,
      remark === undefined ? "" : ` ${remark}`,
    ),
  ];
  if (count > 0)
    parts.push(
      element(
        "div",
        { class: "row" },
        element(
          "button",
          { type: "button", class: "button main", onclick: () => show(result, name) },
          "Show it on the chart",
        ),
        ...converter(result, name, formats),
      ),
    );
  return [...parts, ...problemList(problems)];
}

/** Offers what was read in another format, as a file to save. */
function converter(
  { registry }: ReadResult,
  name: string,
  formats: readonly PageFormat[],
): readonly HTMLElement[] {
  const choice = element(
    "select",
    { "aria-label": "Format to save it in" },
    formats.map(({ name: format, title }) => element("option", { value: format, title }, format)),
  );
  const told = element("span", { class: "note", role: "status" });
  const save = async (): Promise<void> => {
    const format = formats.find((one) => one.name === choice.value);
    if (format === undefined) return;
    const { text, problems } = await (await readers()).write(registry, format.name);
    const base = name.replace(/(?:\.\w+)+$/, "").replace(/[^\w-]+/g, "-") || "registry";
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = element("a", { href: address, download: `${base}${format.extension}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    told.textContent =
      problems.length === 0
        ? ""
        : `${counted(problems.length, "thing")} this format cannot say; the first: ${problems[0]?.message}`;
  };
  return [
    choice,
    element("button", { type: "button", class: "button", onclick: save }, "Save in this format"),
    told,
  ];
}

function problemList(problems: readonly Problem[]): readonly HTMLElement[] {
  if (problems.length === 0) return [element("p", { class: "note" }, "Without a problem.")];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const words = [
    errors === 0 ? "" : counted(errors, "error"),
    errors === problems.length ? "" : counted(problems.length - errors, "warning"),
  ].filter((text) => text !== "");
  const rest = problems.length - MOST_PROBLEMS;
  return [
    element("h3", {}, words.join(", ")),
    element(
      "div",
      { class: "problems", tabindex: 0, role: "region", "aria-label": "Problems" },
      element(
        "table",
        {},
        headAndBody(
          ["Line", "Column", "Problem"],
          problems
            .slice(0, MOST_PROBLEMS)
            .map(({ start, code, message, severity }) => [
              start === undefined ? "" : grouped(start.line),
              start === undefined ? "" : grouped(start.column),
              element(
                "span",
                { class: severity === "error" ? "error" : undefined },
                element("bdi", {}, message),
                " ",
                element("code", {}, code),
              ),
            ]),
        ),
      ),
    ),
    ...(rest > 0 ? [element("p", { class: "note" }, `and ${counted(rest, "more problem")}`)] : []),
  ];
}

async function sourceOf(file: File): Promise<Source> {
  const packed = new Uint8Array(await file.arrayBuffer());
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  const bytes = isPacked
    ? new Uint8Array(await new Response(inflated(packed, "gzip")).arrayBuffer())
    : packed;
  const { name } = file;
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) return { name, text: new TextDecoder(encoding).decode(bytes) };
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const remark = "Lines that are not UTF-8 were read as Windows-1252.";
    return { name, text: decodedByLine(bytes), remark };
  }
}

/** Tells UTF-16 by its byte order mark, or by its zeros. */
function utf16Of(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le";
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? "utf-16be" : undefined;
}

function decodedByLine(bytes: Uint8Array): string {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const windows = new TextDecoder("windows-1252");
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found + 1;
    const line = bytes.subarray(start, end);
    try {
      lines.push(utf8.decode(line));
    } catch {
      lines.push(windows.decode(line));
    }
    start = end;
  }
  return lines.join("").replace(/^\uFEFF/, "");
}
