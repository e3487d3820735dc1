import type { Registry } from "@portolan/model";
import { type ChartData, unpackData } from "../pack.js";
import { addressOfView, viewOfAddress } from "./address.js";
import { CardView } from "./card-view.js";
import { showChanges } from "./changes-view.js";
import { ChartState, FIRST_VIEW, type View } from "./chart-state.js";
import { showCopy } from "./copy.js";
import { announce, byId, counted, element } from "./dom.js";
import { showLegend } from "./legend.js";
import { MapView } from "./map-view.js";
import { partOf } from "./readers-door.js";
import { TableView } from "./table-view.js";
import { showTryIt } from "./try-it.js";
import { showYears } from "./year-plot.js";

/** Records whose texts are made ready for search in one go; it takes a few milliseconds. */
const PREPARED_AT_ONCE = 250;

/** Shows a registry; each part of the page follows its state. */
class Chart {
  readonly #own: ChartData;
  readonly #search = byId("search", HTMLInputElement);
  #state!: ChartState;
  #map: MapView | undefined;
  /** Text that waits until the texts of all records are ready. */
  #waiting: string | undefined;
  #isReady = false;

  constructor(data: ChartData) {
    this.#own = data;
    showTheme(() => {
      this.#map?.repaint();
      if (this.#map !== undefined) this.#state.show({});
    });
    this.#start(data, viewOfAddress(location.hash));
    this.#search.oninput = () => this.#find(this.#search.value);
    window.onhashchange = () => this.#follow();
    document.onkeydown = (event) => this.#key(event);
    document.addEventListener("paste", (event) => this.#pasted(event));
    showTabs();
    showTryIt(({ registry }, name) => {
      this.#start({ registry }, FIRST_VIEW);
      notice(
        `The chart shows ${name}: ${counted(registry.records.length, "record")}. What is not in it may well be registered.`,
        element(
          "button",
          { type: "button", onclick: () => this.#start(this.#own, FIRST_VIEW) },
          "Back",
        ),
      );
      chooseTab("list");
    });
  }

  #start(data: ChartData, view: View): void {
    // A text is looked for when the records' texts are ready.
    const state = new ChartState(data, { ...view, text: "" });
    this.#state = state;
    this.#waiting = view.text === "" ? undefined : view.text;
    this.#isReady = false;
    this.#search.value = view.text;
    notice(partWords(data.registry));
    this.#map = new MapView(state);
    showLegend(state);
    showYears(state);
    new TableView(state);
    new CardView(state);
    showChanges(state);
    showCopy(
      byId("copy", HTMLElement),
      "Copy these as",
      () => state.rows.flatMap((place) => state.records[place] ?? []),
      data.registry,
    );
    state.onChange(() => this.#told());
    this.#prepare(state);
  }

  /** Makes the records' texts ready, some at a time, so that no key waits for it. */
  #prepare(state: ChartState): void {
    const step = (): void => {
      if (state !== this.#state) return;
      const start = performance.now();
      let isReady = false;
      while (!isReady && performance.now() - start < 8)
        isReady = state.search.prepare(PREPARED_AT_ONCE);
      if (!isReady) {
        setTimeout(step);
        return;
      }
      this.#isReady = true;
      document.documentElement.dataset.ready = "yes";
      if (this.#waiting !== undefined) state.show({ text: this.#waiting });
      this.#waiting = undefined;
    };
    setTimeout(step);
  }

  #find(text: string): void {
    if (this.#isReady) this.#state.show({ text });
    else this.#waiting = text;
  }

  /** Writes the view into the address, and what is open into the title. */
  #told(): void {
    const { view } = this.#state;
    if (this.#search.value !== view.text && this.#waiting === undefined)
      this.#search.value = view.text;
    const text = this.#waiting ?? view.text;
    const address = addressOfView({ ...view, text });
    if (address !== (location.hash || "#"))
      history.replaceState(null, "", address === "#" ? location.href.replace(/#.*$/, "") : address);
    const port = /^\d+/.exec(view.open ?? "");
    if (port !== null && Number(port[0]) < 65_536) this.#map?.reveal(Number(port[0]));
  }

  /** Shows what somebody wrote into the address, or a link leads to. */
  #follow(): void {
    const view = viewOfAddress(location.hash);
    this.#state.show({ ...view, text: this.#isReady ? view.text : "" });
    if (!this.#isReady) this.#waiting = view.text;
    this.#search.value = view.text;
  }

  #key(event: KeyboardEvent): void {
    const { target } = event;
    const isTyped =
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement;
    if (event.key === "Escape") {
      if (this.#state.view.open !== undefined) this.#state.show({ open: undefined });
      else if (target === this.#search && this.#search.value !== "") this.#find("");
      return;
    }
    if (event.key === "ArrowDown" && target === this.#search) {
      event.preventDefault();
      byId("grid", HTMLElement).focus();
      return;
    }
    if (event.key === "Enter" && target === this.#search) this.#openFirst();
    if (event.key !== "/" || isTyped || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#search.focus();
    this.#search.select();
  }

  /** Opens the only record that was found, or what was typed where it is a port. */
  #openFirst(): void {
    const text = this.#search.value.trim();
    if (/^\d{1,5}(?:\/[a-z]+)?$/.test(text)) this.#state.show({ open: text });
  }

  /** Reads what is pasted anywhere but in a field. */
  #pasted(event: ClipboardEvent): void {
    const { target, clipboardData } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const text = clipboardData?.getData("text/plain") ?? "";
    if (!text.includes("\n")) return;
    const area = byId("panel-try", HTMLElement).querySelector("textarea");
    if (area === null) return;
    area.value = text;
    chooseTab("try");
    area.focus();
  }
}

/** Says which part of the registry this is, where it is not the whole. */
function partWords({ coverage, page, records, updated }: Registry): string | undefined {
  const count = counted(records.length, "record");
  if (coverage === "excerpt")
    return `This is an excerpt of the registry${updated === undefined ? "" : ` of ${updated}`}: ${count}. What is not in it may well be registered.`;
  if (page !== undefined)
    return `This is ${page.search === undefined ? "one page" : `a search result for “${page.search}”`} of the registry: ${count}. What is not in it may well be registered.`;
  return undefined;
}

function notice(words: string | undefined, ...more: readonly HTMLElement[]): void {
  const shown = byId("notice", HTMLElement);
  shown.hidden = words === undefined;
  shown.replaceChildren(element("bdi", {}, words), ...more);
}

const TABS = ["list", "changes", "try"] as const;

function showTabs(): void {
  for (const name of TABS) {
    const tab = byId(`tab-${name}`, HTMLButtonElement);
    tab.onclick = () => chooseTab(name);
    tab.onkeydown = (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (step === 0) return;
      const there = TABS.filter((one) => !byId(`tab-${one}`, HTMLButtonElement).hidden);
      const next = there[(there.indexOf(name) + step + there.length) % there.length] ?? name;
      chooseTab(next);
      byId(`tab-${next}`, HTMLButtonElement).focus();
    };
  }
}

function chooseTab(chosen: (typeof TABS)[number]): void {
  for (const name of TABS) {
    const tab = byId(`tab-${name}`, HTMLButtonElement);
    tab.setAttribute("aria-selected", String(name === chosen));
    tab.tabIndex = name === chosen ? 0 : -1;
    byId(`panel-${name}`, HTMLElement).hidden = name !== chosen;
  }
}

/** Follows the theme of the system until somebody chooses another; the choice lasts. */
function showTheme(repaint: () => void): void {
  const button = byId("theme", HTMLButtonElement);
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = stored();
  const apply = (): void => {
    const isDark = chosen === undefined ? prefersDark.matches : chosen === "dark";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    button.textContent = isDark ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark ? "Light theme" : "Dark theme");
    repaint();
  };
  button.onclick = () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("portolan-theme", chosen);
    } catch {
      // Some browsers keep nothing for pages from a file: then the choice lasts as long as the page.
    }
    apply();
    announce(`${chosen} theme`);
  };
  prefersDark.onchange = apply;
  // Ink on dark paper cannot be printed.
  let before = "light";
  addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.theme ?? before;
    document.documentElement.dataset.theme = "light";
    repaint();
  });
  addEventListener("afterprint", () => {
    document.documentElement.dataset.theme = before;
    repaint();
  });
  apply();
}

function stored(): string | undefined {
  try {
    return localStorage.getItem("portolan-theme") ?? undefined;
  } catch {
    return undefined;
  }
}

// The browser draws the head of the page first.
requestAnimationFrame(() => {
  setTimeout(async () => {
    performance.mark("chart-start");
    const data = unpackData(await partOf("data"));
    performance.mark("chart-unpacked");
    new Chart(data);
    performance.mark("chart-shown");
  });
});
