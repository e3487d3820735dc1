import { COLORINGS, type Coloring, type PortKind } from "../coloring.js";
import { LAYOUTS, type Layout } from "../layout.js";
import type { ChartState } from "./chart-state.js";
import { byId, element, grouped } from "./dom.js";

const COLORING_LABELS: Readonly<Record<Coloring, string>> = {
  status: "Status",
  protocol: "Protocol",
  year: "Year",
  class: "Class",
  change: "Change",
};

const LAYOUT_LABELS: Readonly<Record<Layout, string>> = { hilbert: "Hilbert", rows: "Rows" };

/** Gives the colour of a kind in the theme that is on. */
export function colorOf({ light, dark }: PortKind): string {
  return document.documentElement.dataset.theme === "dark" ? dark : light;
}

/** Shows what the colours of the map mean, and lets people choose. */
export function showLegend(state: ChartState): void {
  const colorings: readonly Coloring[] =
    state.data.changes === undefined ? COLORINGS : [...COLORINGS, "change"];
  showChoices("coloring", colorings, COLORING_LABELS, (coloring) => state.show({ coloring }));
  showChoices("layout", LAYOUTS, LAYOUT_LABELS, (layout) => state.show({ layout }));
  const legend = byId("legend", HTMLElement);
  state.onChange(({ view, colored: { kinds, kindOf }, kindCounts }) => {
    check("coloring", view.coloring);
    check("layout", view.layout);
    const focused = [...legend.children].indexOf(document.activeElement ?? legend);
    legend.replaceChildren(
      ...kinds.flatMap((kind, place) => {
        const count = kindCounts[place] ?? 0;
        const isChosen = view.kinds.includes(place);
        if (!kindOf.includes(place)) return [];
        const swatch = element("i");
        swatch.style.background = colorOf(kind);
        const choose = (): void =>
          state.show({
            kinds: isChosen ? view.kinds.filter((one) => one !== place) : [...view.kinds, place],
          });
        return element(
          "button",
          {
            type: "button",
            "aria-pressed": String(isChosen),
            class: count === 0 ? "none" : undefined,
            onclick: choose,
          },
          swatch,
          kind.label,
          " ",
          element("em", {}, grouped(count)),
        );
      }),
    );
    const again = legend.children[focused];
    if (again instanceof HTMLElement) again.focus();
  });
}

/** Adds the choices of a group of which one is always taken. */
function showChoices<Choice extends string>(
  id: string,
  choices: readonly Choice[],
  labels: Readonly<Record<Choice, string>>,
  choose: (choice: Choice) => void,
): void {
  const group = byId(id, HTMLFieldSetElement);
  for (const old of group.querySelectorAll("label")) old.remove();
  for (const choice of choices)
    group.append(
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: id,
          value: choice,
          onchange: () => choose(choice),
        }),
        labels[choice],
      ),
    );
}

function check(id: string, choice: string): void {
  for (const input of byId(id, HTMLFieldSetElement).querySelectorAll("input"))
    input.checked = input.value === choice;
}
