import {
  assigneesOf,
  oneLine,
  portText,
  type ServiceRecord,
  STATUSES,
  statusOf,
} from "@portolan/model";
import { search, type TextSpan } from "@portolan/query";
import {
  type ChartState,
  FIRST_VIEW,
  isStatusFilter,
  TABLE_COLUMNS,
  type TableColumn,
} from "./chart-state.js";
import { byId, type Content, counted, element, grouped, headAndBody } from "./dom.js";

/** Rows made beyond those that are seen, above and below. */
const SPARE_ROWS = 6;
/** A cell holds no more characters of a text than can be seen. */
const LONGEST_CELL = 300;
/** Records that are printed. */
const MOST_PRINTED = 2_000;

/** Names the query that opens the card of a record. */
export function cardOf(record: ServiceRecord): string {
  const { name, protocol, port } = record;
  const place = portText(record);
  if (port === undefined) return name ?? place;
  return protocol === undefined ? place : `${place}/${protocol}`;
}

/** The table that is shown: one of an earlier registry is not filled any more. */
let shown: TableView | undefined;
const resized = new ResizeObserver(() => shown?.fit());

/** Shows the records that the filters take, of which only those are made that are seen. */
export class TableView {
  readonly #state: ChartState;
  readonly #grid = byId("grid", HTMLElement);
  readonly #body = element("div", { class: "rows", role: "rowgroup" });
  readonly #head: HTMLElement;
  /** The row that the keys are at. */
  #active = 0;
  #shown = "";
  #rows: readonly number[] = [];

  constructor(state: ChartState) {
    this.#state = state;
    const grid = this.#grid;
    this.#head = element(
      "div",
      { class: "head", role: "rowgroup" },
      element(
        "div",
        { role: "row", "aria-rowindex": 1 },
        TABLE_COLUMNS.map(([column, heading]) =>
          element(
            "div",
            { role: "columnheader", class: column },
            element(
              "button",
              { type: "button", tabindex: -1, onclick: () => this.#sortBy(column) },
              heading,
            ),
          ),
        ),
      ),
    );
    grid.replaceChildren(this.#head, this.#body);
    grid.onscroll = () => this.#fill();
    grid.onkeydown = (event) => this.#key(event);
    grid.onclick = (event) => this.#click(event);
    resized.disconnect();
    shown = this;
    resized.observe(grid);
    window.onbeforeprint = () => this.#print();
    showFilters(state);
    state.onChange(() => this.#update());
  }

  /** Fills the table anew after its place changed. */
  fit(): void {
    this.#fill(true);
  }

  #update(): void {
    const { rows, view, records } = this.#state;
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.#active = 0;
      this.#grid.scrollTop = 0;
    }
    this.#grid.setAttribute("aria-rowcount", String(rows.length + 1));
    for (const [at, cell] of [...(this.#head.firstElementChild?.children ?? [])].entries()) {
      const [column] = TABLE_COLUMNS[at] ?? [];
      if (view.sort?.by !== column) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", view.sort?.falls ? "descending" : "ascending");
      const button = cell.querySelector("button");
      const arrow = view.sort?.by !== column ? "" : view.sort?.falls ? " ↓" : " ↑";
      if (button !== null) button.textContent = `${TABLE_COLUMNS[at]?.[1] ?? ""}${arrow}`;
    }
    const isWhole = rows.length === records.length;
    byId("count", HTMLElement).replaceChildren(
      element("strong", {}, grouped(rows.length)),
      isWhole
        ? ` record${rows.length === 1 ? "" : "s"}`
        : ` of ${counted(records.length, "record")}`,
    );
    this.#fill(true);
  }

  get #rowHeight(): number {
    return matchMedia("(max-width: 640px)").matches ? 56 : 34;
  }

  /** Makes the rows that are seen. */
  #fill(anew = false): void {
    const { rows, records, view } = this.#state;
    const height = this.#rowHeight;
    const { scrollTop, clientHeight } = this.#grid;
    const first = Math.max(0, Math.floor(scrollTop / height) - SPARE_ROWS);
    const last = Math.min(rows.length, Math.ceil((scrollTop + clientHeight) / height) + SPARE_ROWS);
    const shown = `${first}-${last}`;
    if (!anew && shown === this.#shown) return;
    this.#shown = shown;
    this.#body.style.height = `${rows.length * height}px`;
    const places = rows.slice(first, last);
    const found = spansOf(
      places.flatMap((place) => records[place] ?? []),
      view.text,
    );
    this.#body.replaceChildren(
      ...places.flatMap((place, at) => {
        const record = records[place];
        return record === undefined ? [] : [this.#row(first + at, record, found[at])];
      }),
    );
    if (rows.length === 0) this.#body.append(emptyNote(this.#state));
    this.#markActive();
  }

  #row(at: number, record: ServiceRecord, found: Found | undefined): HTMLElement {
    const { open } = this.#state.view;
    const cell = (column: string, content: Content, title?: string): HTMLElement =>
      element("div", { role: "gridcell", class: column, title }, content);
    const description = record.description === undefined ? "" : oneLine(record.description);
    const assignee = assigneesOf(record).join(", ");
    const date = record.registrationDate ?? "";
    const row = element(
      "div",
      {
        role: "row",
        id: `row-${at}`,
        "aria-rowindex": at + 2,
        "data-at": at,
        class: open !== undefined && open === cardOf(record) ? "open" : undefined,
      },
      cell("port", marked(portText(record), found?.port)),
      cell("protocol", marked(record.protocol ?? "", found?.protocol)),
      record.name === undefined
        ? cell("name unheld", statusOf(record))
        : cell("name", marked(record.name, found?.name), record.name),
      cell("description", marked(description, found?.description), short(description)),
      cell("assignee", assignee.replaceAll("_", " "), assignee),
      cell("date", marked(date, found?.registrationDate)),
    );
    row.style.transform = `translateY(${at * this.#rowHeight}px)`;
    return row;
  }

  #sortBy(by: TableColumn): void {
    const { sort } = this.#state.view;
    if (sort?.by !== by) this.#state.show({ sort: { by, falls: false } });
    else this.#state.show({ sort: sort.falls ? undefined : { by, falls: true } });
  }

  #click(event: MouseEvent): void {
    const row = (event.target as Element).closest("[data-at]");
    if (!(row instanceof HTMLElement)) return;
    this.#active = Number(row.dataset.at);
    this.#open();
  }

  #open(): void {
    const record = this.#state.records[this.#state.rows[this.#active] ?? -1];
    if (record !== undefined) this.#state.show({ open: cardOf(record) });
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / this.#rowHeight) - 2);
    const last = this.#state.rows.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined) this.#moveTo(Math.max(0, Math.min(last, target)));
    else if (event.key === "Enter") this.#open();
    else return;
    event.preventDefault();
  }

  #moveTo(row: number): void {
    this.#active = row;
    const height = this.#rowHeight;
    const head = (this.#head as HTMLElement).offsetHeight;
    const { scrollTop, clientHeight } = this.#grid;
    const top = row * height;
    if (top < scrollTop) this.#grid.scrollTop = top;
    else if (top + height + head > scrollTop + clientHeight)
      this.#grid.scrollTop = top + height + head - clientHeight;
    this.#fill();
    this.#markActive();
  }

  #markActive(): void {
    for (const row of this.#body.children)
      row.classList.toggle("active", row.id === `row-${this.#active}`);
    const isMade = this.#body.querySelector(`#row-${this.#active}`) !== null;
    if (isMade) this.#grid.setAttribute("aria-activedescendant", `row-${this.#active}`);
    else this.#grid.removeAttribute("aria-activedescendant");
  }

  /** Puts the records that are shown on paper, where nothing scrolls. */
  #print(): void {
    const { rows, records } = this.#state;
    const printed = rows.slice(0, MOST_PRINTED).flatMap((place) => records[place] ?? []);
    const rest = rows.length - printed.length;
    const words =
      rest === 0
        ? ""
        : `, of which ${grouped(printed.length)} are printed; search or filter for others`;
    byId("paper", HTMLTableElement).replaceChildren(
      element("caption", {}, `${counted(rows.length, "record")}${words}`),
      ...headAndBody(
        TABLE_COLUMNS.map(([, heading]) => heading),
        printed.map((record) =>
          [
            portText(record),
            record.protocol ?? "",
            record.name ?? statusOf(record),
            oneLine(record.description ?? ""),
            assigneesOf(record).join(", ").replaceAll("_", " "),
            record.registrationDate ?? "",
          ].map((text) => element("bdi", {}, short(text))),
        ),
      ),
    );
  }
}

/** Holds where the text that is looked for is in the columns of a record. */
type Found = Readonly<Record<string, readonly TextSpan[]>>;

function spansOf(records: readonly ServiceRecord[], text: string): readonly Found[] {
  if (text === "") return [];
  const found: Found[] = records.map(() => ({}));
  const registry = { records, people: [], footnotes: [], notes: [], references: [], experts: [] };
  for (const { index, matches } of search(registry, text))
    found[index] = Object.fromEntries(
      matches.flatMap(({ column, spans, isTarget }) => (isTarget ? [] : [[column, spans]])),
    );
  return found;
}

function short(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}

/** Marks places of a text, of which no more is shown than can be seen. */
function marked(text: string, spans: readonly TextSpan[] = []): Content {
  const pieces: Content[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (end > LONGEST_CELL) break;
    pieces.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...pieces, short(text.slice(at))];
}

function emptyNote(state: ChartState): HTMLElement {
  const { text } = state.view;
  const note = element(
    "div",
    { role: "row", class: "none" },
    element(
      "div",
      { role: "gridcell", class: "empty" },
      text === "" ? "No record is like this." : `Nothing found for “${short(text)}”.`,
    ),
  );
  note.style.display = "block";
  note.style.height = "auto";
  return note;
}

/** Makes the choices above the table. */
function showFilters(state: ChartState): void {
  const filters = byId("filters", HTMLElement);
  const select = (
    label: string,
    options: readonly (readonly [value: string, text: string])[],
    choose: (value: string | undefined) => void,
  ): HTMLSelectElement =>
    element(
      "select",
      {
        "aria-label": label,
        onchange: (event) => choose((event.target as HTMLSelectElement).value || undefined),
      },
      element("option", { value: "" }, `Any ${label.toLowerCase()}`),
      options.map(([value, text]) => element("option", { value }, text)),
    );
  const protocol = select(
    "Protocol",
    [...state.protocols.map((one) => [one, one] as const), ["none", "without protocol"]],
    (value) => state.show({ protocol: value }),
  );
  const status = select(
    "Status",
    [...STATUSES.map((one) => [one, one] as const), ["unauthorized", "unauthorized use known"]],
    (value) =>
      state.show({ status: value !== undefined && isStatusFilter(value) ? value : undefined }),
  );
  const portClass = select(
    "Class",
    [
      ["system", "System, 0–1023"],
      ["user", "User, 1024–49151"],
      ["dynamic", "Dynamic, 49152–65535"],
      ["none", "without port"],
    ],
    (value) => state.show({ class: value as typeof state.view.class }),
  );
  const dnsSd = element(
    "button",
    {
      type: "button",
      class: "toggle",
      title: "Service types of DNS-SD with TXT keys or subtypes",
      onclick: () => state.show({ dnsSd: !state.view.dnsSd }),
    },
    "DNS-SD",
  );
  const years = element("button", {
    type: "button",
    class: "toggle",
    "aria-pressed": "true",
    onclick: () => state.show({ years: undefined }),
  });
  const clear = element(
    "button",
    {
      type: "button",
      class: "clear",
      onclick: () => {
        const { coloring, layout, sort, open } = state.view;
        state.show({ ...NO_FILTER, coloring, layout, sort, open });
        byId("search", HTMLInputElement).focus();
      },
    },
    "Clear",
  );
  filters.replaceChildren(protocol, status, portClass, dnsSd, years, clear);
  state.onChange(({ view, isFiltered }) => {
    const set = (control: HTMLSelectElement, value = ""): void => {
      control.value = value;
      control.classList.toggle("set", value !== "");
    };
    set(protocol, view.protocol);
    set(status, view.status);
    set(portClass, view.class);
    dnsSd.setAttribute("aria-pressed", String(view.dnsSd));
    years.hidden = view.years === undefined;
    years.textContent = `${[...new Set(view.years)].join("–")} ✕`;
    clear.hidden = !isFiltered && view.kinds.length === 0;
  });
}

const NO_FILTER = {
  ...FIRST_VIEW,
  protocol: undefined,
  status: undefined,
  class: undefined,
  years: undefined,
} as const;
