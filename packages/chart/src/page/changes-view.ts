import type { DiffItem } from "@portolan/query";
import type { ChartState } from "./chart-state.js";
import { byId, element, grouped, innerLink } from "./dom.js";

const MARKS: Readonly<Record<DiffItem["mark"], readonly [className: string, words: string]>> = {
  "+": ["added", "new"],
  "-": ["removed", "gone"],
  "~": ["changed", "changed"],
  "!": ["told", "for users"],
};

/** Lists what changed since an older registry, as `portolan diff` does. */
export function showChanges(state: ChartState): void {
  const { changes } = state.data;
  byId("tab-changes", HTMLButtonElement).hidden = changes === undefined;
  const panel = byId("panel-changes", HTMLElement);
  panel.replaceChildren();
  if (changes === undefined) return;
  const { dates, totals, sections, hidden } = changes.report;
  const summary = totals.map(({ words }) => words).join(" · ") || "no service changed";
  panel.replaceChildren(
    element("p", {}, `${dates === undefined ? "" : `${dates.join(" → ")}: `}${summary}`),
    ...sections.map(({ heading, items }, at) =>
      element(
        "details",
        { open: at === 0 },
        element("summary", {}, heading, " ", element("span", {}, grouped(items.length))),
        element(
          "ul",
          {},
          items.map((item) => itemOf(item, state)),
        ),
      ),
    ),
    ...(hidden.length === 0
      ? []
      : [element("p", { class: "note" }, `Not listed: ${hidden.join(", ")}.`)]),
  );
}

function itemOf({ mark, subject, place, text }: DiffItem, state: ChartState): HTMLElement {
  const [className, words] = MARKS[mark];
  const query = queryOf(subject, place);
  return element(
    "li",
    {},
    element("b", { class: className, title: words }, mark),
    element(
      "span",
      {},
      query === undefined
        ? element("bdi", {}, subject)
        : innerLink(subject, () => state.show({ open: query })),
      place === "" ? "" : " ",
      place !== "" && element("code", {}, place),
    ),
    element("bdi", { class: "told" }, text),
  );
}

/** Gives what changed of the port or name that a card shows. */
export function changesOf({ data: { changes } }: ChartState, card: string): readonly DiffItem[] {
  const subject = card.replace(/\/[a-z]+$/, "");
  return (changes?.report.sections ?? []).flatMap(({ items }) =>
    items.filter(
      (item) => item.subject === subject || queryOf(item.subject, item.place) === subject,
    ),
  );
}

/** Gives the query that opens what an item is about: its port, else its name. */
function queryOf(subject: string, place: string): string | undefined {
  const port = /^\d+(?:-\d+)?/.exec(place) ?? /(?:^|ports? )(\d+(?:-\d+)?)$/.exec(subject);
  return port?.[1] ?? port?.[0] ?? subject;
}
