import { PORT_CLASSES } from "@portolan/model";
import { COLORINGS, type Coloring } from "../coloring.js";
import { LAYOUTS } from "../layout.js";
import { FIRST_VIEW, isStatusFilter, TABLE_COLUMNS, type View } from "./chart-state.js";

/** Reads a view from the fragment of an address: `#443/tcp`, `#q=http&protocol=tcp`. */
export function viewOfAddress(fragment: string): View {
  const text = fragment.replace(/^#/, "");
  if (text === "") return FIRST_VIEW;
  if (!text.includes("=")) return { ...FIRST_VIEW, open: decoded(text) };
  const terms = new URLSearchParams(text);
  const term = (name: string): string | undefined => terms.get(name) ?? undefined;
  const oneOf = <Word extends string>(name: string, words: readonly Word[]): Word | undefined =>
    words.find((word) => word === term(name));
  const status = term("status");
  const years = /^(\d{4})(?:-(\d{4}))?$/.exec(term("years") ?? "");
  const first = Number(years?.[1]);
  const sort = /^(-?)(\w+)$/.exec(term("sort") ?? "");
  const [by] = TABLE_COLUMNS.find(([column]) => column === sort?.[2]) ?? [];
  const coloring: Coloring | undefined = oneOf("color", [...COLORINGS, "change"]);
  return {
    text: term("q") ?? "",
    protocol: term("protocol"),
    status: status !== undefined && isStatusFilter(status) ? status : undefined,
    class: oneOf("class", [...PORT_CLASSES, "none"]),
    years: years === null ? undefined : [first, Number(years[2] ?? first)],
    dnsSd: term("dns-sd") === "yes",
    coloring: coloring ?? FIRST_VIEW.coloring,
    layout: oneOf("order", LAYOUTS) ?? FIRST_VIEW.layout,
    kinds: (term("kinds") ?? "")
      .split(",")
      .filter((kind) => /^\d{1,2}$/.test(kind))
      .map(Number),
    sort: by === undefined ? undefined : { by, falls: sort?.[1] === "-" },
    open: term("open"),
  };
}

/** Writes a view as the fragment of an address, which {@link viewOfAddress} reads. */
export function addressOfView(view: View): string {
  const terms = new URLSearchParams();
  const add = (name: string, text: string | undefined): void => {
    if (text !== undefined && text !== "") terms.set(name, text);
  };
  const { text, protocol, status, class: portClass, years, dnsSd, sort } = view;
  add("q", text);
  add("protocol", protocol);
  add("status", status);
  add("class", portClass);
  add("years", years?.[0] === years?.[1] ? years?.[0].toString() : years?.join("-"));
  add("dns-sd", dnsSd ? "yes" : undefined);
  add("color", view.coloring === FIRST_VIEW.coloring ? undefined : view.coloring);
  add("order", view.layout === FIRST_VIEW.layout ? undefined : view.layout);
  add("kinds", view.kinds.join(","));
  add("sort", sort === undefined ? undefined : `${sort.falls ? "-" : ""}${sort.by}`);
  const { open } = view;
  const isAlone = [...terms].length === 0;
  if (isAlone && open !== undefined && !open.includes("=")) return `#${encoded(open)}`;
  add("open", open);
  return `#${terms.toString().replaceAll("%2F", "/")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}
