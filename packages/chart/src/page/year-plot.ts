import type { ChartState } from "./chart-state.js";
import { byId, element, grouped } from "./dom.js";

/** Height of the longest bar, in pixels. */
const LONGEST = 58;

/**
 * Draws how many records were registered and how many changed in each year. A press takes one year, a
 * press with Shift all up to it; a press on the only one that is taken gives all back.
 */
export function showYears(state: ChartState): void {
  const plot = byId("years", HTMLElement);
  const counts = state.byYear();
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  const most = Math.max(
    1,
    ...[...counts.values()].map(({ registered, changed }) => registered + changed),
  );
  const bars: { readonly year: number; readonly button: HTMLButtonElement }[] = [];
  // A file may hold any four digits for a year; a plot of a thousand years would show nothing.
  const from = Math.max(first, last - 79);
  for (let year = from; year <= last; year++) {
    const { registered, changed } = counts.get(year) ?? { registered: 0, changed: 0 };
    const words = `${year}: ${registered} registered, ${changed} changed`;
    const button = element(
      "button",
      {
        type: "button",
        title: words,
        "aria-label": words,
        tabindex: year === last ? 0 : -1,
        onclick: (event) => choose(year, (event as MouseEvent).shiftKey),
        onkeydown: (event) => move(year, event as KeyboardEvent),
      },
      bar(changed, most),
      bar(registered, most),
      (year % 5 === 0 || last - from < 8) && element("small", { "aria-hidden": "true" }, `${year}`),
    );
    bars.push({ year, button });
  }
  plot.replaceChildren(...bars.map(({ button }) => button));
  const { undated } = state;
  byId("time-note", HTMLElement).replaceChildren(
    element("span", { class: "key" }),
    "registered",
    element("span", { class: "key changed" }),
    "changed",
    undated === 0 ? "" : ` · ${grouped(undated)} without date`,
  );
  byId("time-title", HTMLElement).parentElement?.parentElement?.toggleAttribute(
    "hidden",
    bars.length === 0,
  );
  state.onChange(({ view: { years } }) => {
    plot.classList.toggle("chosen", years !== undefined);
    for (const { year, button } of bars) {
      const isTaken = years !== undefined && years[0] <= year && year <= years[1];
      button.setAttribute("aria-pressed", String(isTaken));
    }
  });

  function choose(year: number, extends_: boolean): void {
    const { years } = state.view;
    if (extends_ && years !== undefined)
      state.show({ years: [Math.min(years[0], year), Math.max(years[1], year)] });
    else if (years !== undefined && years[0] === year && years[1] === year)
      state.show({ years: undefined });
    else state.show({ years: [year, year] });
  }

  function move(year: number, event: KeyboardEvent): void {
    const target =
      event.key === "ArrowLeft"
        ? year - 1
        : event.key === "ArrowRight"
          ? year + 1
          : event.key === "Home"
            ? from
            : event.key === "End"
              ? last
              : undefined;
    const found = bars.find((one) => one.year === target)?.button;
    if (found === undefined || target === undefined) return;
    event.preventDefault();
    for (const { button } of bars) button.tabIndex = button === found ? 0 : -1;
    found.focus();
    if (event.shiftKey) choose(target, true);
  }
}

function bar(count: number, most: number): HTMLElement {
  const drawn = element("s");
  // What is there is seen.
  drawn.style.height = `${count === 0 ? 0 : Math.max(1, (count / most) * LONGEST)}px`;
  return drawn;
}
