import {
  CLASS_RANGES,
  type Inline,
  type PortClass,
  type Reference,
  type RunningText,
  referenceLabel,
  referenceUrl,
  type ServiceRecord,
} from "@portolan/model";
import { groupBy, isSafeLink } from "@portolan/model/internal";
import {
  factsOf,
  type LookupAnswer,
  lookup,
  type PersonFacts,
  type RecordFacts,
} from "@portolan/query";
import { changesOf } from "./changes-view.js";
import type { ChartState } from "./chart-state.js";
import { showCopy } from "./copy.js";
import {
  byId,
  type Content,
  counted,
  element,
  headAndBody,
  innerLink,
  outsideLink,
} from "./dom.js";
import { cardOf } from "./table-view.js";

/** Records that a card holds; a range such as 0-65535 has more. */
const MOST_RECORDS = 40;

/** Shows all that the registry says of a port or a name. */
export class CardView {
  readonly #state: ChartState;
  readonly #card = byId("card", HTMLElement);
  #open: string | undefined;
  /** Where the keys were before the card took them. */
  #before: Element | null = null;

  constructor(state: ChartState) {
    this.#state = state;
    this.#card.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#close();
    };
    this.#card.hidden = true;
    state.onChange(({ view }) => {
      if (view.open === this.#open) return;
      this.#open = view.open;
      this.#show(view.open);
    });
  }

  #close(): void {
    this.#state.show({ open: undefined });
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    this.#before = null;
  }

  #show(query: string | undefined): void {
    const card = this.#card;
    card.hidden = query === undefined;
    if (query === undefined) return;
    const answer = lookup(this.#state.index, query);
    card.replaceChildren(
      this.#heading(query, answer),
      ...this.#changes(query),
      ...this.#articles(query, answer),
    );
    card.scrollTop = 0;
    if (!card.contains(document.activeElement) && document.activeElement !== document.body) {
      this.#before = document.activeElement;
      card.focus({ preventScroll: true });
    }
  }

  #heading(query: string, { status, query: asked }: LookupAnswer): HTMLElement {
    const port = asked.kind === "port" ? asked.port : undefined;
    const isOne = typeof port === "number";
    const words =
      port === undefined
        ? ""
        : `${isOne ? "" : `${port.last - port.first + 1} ports, `}${classWords(isOne ? port : port.first)}`;
    return element(
      "header",
      {},
      element("h2", {}, element("bdi", {}, query), words !== "" && element("small", {}, words)),
      status !== undefined && element("span", { class: "badge accent" }, this.#statusWords(status)),
      element(
        "button",
        {
          type: "button",
          "aria-label": "Close",
          title: "Close (Esc)",
          onclick: () => this.#close(),
        },
        "✕",
      ),
    );
  }

  /** Tells what changed of it since the older registry. */
  #changes(query: string): readonly HTMLElement[] {
    const items = changesOf(this.#state, query);
    if (items.length === 0) return [];
    const [since] = this.#state.data.changes?.report.dates ?? [];
    return [
      element(
        "div",
        { class: "more" },
        element("p", { class: "note" }, since === undefined ? "What changed" : `Since ${since}`),
        items.map(({ mark, subject, place, text }) =>
          element(
            "p",
            {},
            element("code", {}, `${mark} `),
            element("bdi", {}, [subject, place].filter((part) => part !== "").join(" ")),
            text === "" ? "" : ": ",
            element("bdi", {}, text),
          ),
        ),
      ),
    ];
  }

  #statusWords(status: string): string {
    const { coverage } = this.#state.data.registry;
    return status === "unlisted" && coverage === "excerpt" ? "not in the excerpt" : status;
  }

  #articles(query: string, answer: LookupAnswer): readonly HTMLElement[] {
    const { entries, suggestions = [], otherProtocols = [] } = answer;
    if (entries.length === 0) {
      const names = suggestions.map((name) => this.#opener(name));
      return [
        element(
          "div",
          { class: "more" },
          element("p", {}, this.#nothingWords(answer)),
          names.length > 0 && element("p", {}, "Did you mean ", separated(names), "?"),
          otherProtocols.length > 0 && this.#others(query, otherProtocols),
        ),
      ];
    }
    const groups = foldedProtocols(entries.map(({ record }) => record));
    const shown = groups.slice(0, MOST_RECORDS);
    return [
      ...shown.map((records) => this.#article(records)),
      ...(groups.length > shown.length
        ? [
            element(
              "div",
              { class: "more" },
              element("p", {}, `and ${counted(groups.length - shown.length, "more")}`),
            ),
          ]
        : []),
      ...this.#besides(entries.map(({ record }) => record)),
    ];
  }

  #nothingWords({ query, status }: LookupAnswer): string {
    const { coverage } = this.#state.data.registry;
    if (query.kind === "port" && status === "dynamic")
      return "Dynamic ports are for private and short-lived use. None is ever registered.";
    if (coverage === "excerpt")
      return "It is not in the excerpt. It may well be in the whole registry.";
    return query.kind === "port" ? "The registry says nothing of it." : "It is not registered.";
  }

  /** Links the records of the same port that another query shows. */
  #besides(shown: readonly ServiceRecord[]): readonly HTMLElement[] {
    const [first] = shown;
    if (typeof first?.port !== "number") return [];
    const { index } = this.#state;
    const rest = index
      .onPort(first.port)
      .map((place) => index.record(place))
      .filter((record) => !shown.includes(record));
    if (rest.length === 0) return [];
    const links = new Map(
      rest.map((record) => [
        `${record.name ?? "reserved"} ${cardOf(record)}`,
        this.#opener(cardOf(record), `${record.name ?? "no name"} ${cardOf(record)}`),
      ]),
    );
    return [
      element(
        "div",
        { class: "more" },
        element("p", { class: "note" }, "Also on this port: ", separated([...links.values()])),
      ),
    ];
  }

  #others(query: string, protocols: readonly string[]): HTMLElement {
    const subject = query.replace(/[/ ].*$/, "");
    const links = protocols.map((one) => this.#opener(`${subject}/${one}`));
    return element("p", {}, "Registered with another protocol: ", separated(links));
  }

  /** Shows records that differ by their protocol only. */
  #article(records: readonly ServiceRecord[]): HTMLElement {
    const [record] = records;
    if (record === undefined) return element("article");
    const facts = factsOf(this.#state.index, record);
    const protocols = records.flatMap(({ protocol }) => protocol ?? []);
    const { name, description, port } = facts;
    return element(
      "article",
      {},
      element(
        "h3",
        {},
        element("bdi", {}, name ?? "No service name"),
        port !== undefined && element("span", { class: "badge" }, port),
        protocols.map((protocol) => element("span", { class: "badge" }, protocol)),
      ),
      record.description !== undefined &&
        description !== "" &&
        element("p", { class: "description" }, this.#text(record.description)),
      record.unauthorizedUse !== undefined &&
        element(
          "p",
          { class: "warn" },
          element("strong", {}, "Unauthorized use reported: "),
          element("bdi", {}, record.unauthorizedUse),
        ),
      this.#facts(facts, record),
      facts.dnsSd?.txtKeys !== undefined && txtTable(facts.dnsSd.txtKeys),
      this.#actions(records),
    );
  }

  #facts(facts: RecordFacts, record: ServiceRecord): HTMLElement {
    const { assignees, contacts, dnsSd, serviceCode, otherNames } = facts;
    const sameContacts =
      JSON.stringify(assignees.map(({ id }) => id)) ===
      JSON.stringify(contacts.map(({ id }) => id));
    const dates = [
      facts.registrationDate === undefined ? "" : `registered ${facts.registrationDate}`,
      facts.modificationDate === undefined ? "" : `changed ${facts.modificationDate}`,
    ].filter((text) => text !== "");
    const isType =
      dnsSd !== undefined && (dnsSd.txtKeys !== undefined || dnsSd.subtypes.length > 0);
    const others = otherNames.filter(
      (other) => other !== facts.aliasOf && other !== facts.replaces,
    );
    const rows: readonly (readonly [string, Content])[] = [
      ["Status", facts.status],
      ["Alias of", facts.aliasOf !== undefined && this.#opener(facts.aliasOf)],
      ["Replaces", facts.replaces !== undefined && this.#opener(facts.replaces)],
      ["Other names", others.length > 0 && separated(others.map((one) => this.#opener(one)))],
      ["Dates", dates.join(", ")],
      ["Assignee", assignees.map((person) => this.#person(person))],
      ["Contact", !sameContacts && contacts.map((person) => this.#person(person))],
      [
        "References",
        record.references.map((reference) => element("div", {}, this.#reference(reference))),
      ],
      [
        "Service code",
        serviceCode !== undefined &&
          `${serviceCode.code}${serviceCode.letters === undefined ? "" : ` (${serviceCode.letters})`}`,
      ],
      [
        "DNS-SD",
        isType &&
          [...dnsSd.types, ...dnsSd.subtypes.map((subtype) => `subtype ${subtype}`)].map((type) =>
            element("div", {}, element("code", {}, type)),
          ),
      ],
      ["Notes", record.notes !== undefined && this.#text(record.notes)],
    ];
    return element(
      "dl",
      {},
      rows.map(([term, content]) =>
        isNothing(content) ? undefined : [element("dt", {}, term), element("dd", {}, content)],
      ),
    );
  }

  #person({ id, name, organization, addresses }: PersonFacts): HTMLElement {
    const others = this.#state.search.find(`[${id}]`).length;
    return element(
      "div",
      {},
      element("bdi", {}, name ?? organization ?? id.replaceAll("_", " ")),
      name !== undefined && organization !== undefined && name !== organization
        ? [", ", element("bdi", {}, organization)]
        : undefined,
      addresses.map((address) => [" ", addressLink(address)]),
      others > 1 && [
        " ",
        innerLink(counted(others, "record"), () => this.#state.show({ text: `[${id}]` })),
      ],
    );
  }

  #opener(query: string, label = query): HTMLElement {
    return innerLink(label, () => this.#state.show({ open: query }));
  }

  /** Writes running text with its paragraphs, line breaks and links. */
  #text(text: RunningText): Content {
    if (typeof text === "string") return paragraphs(text);
    return text.map((piece) => this.#piece(piece));
  }

  #piece(piece: Inline): Content {
    if (typeof piece === "string") return piece.replace(/\s+/g, " ");
    if ("break" in piece) return element("br");
    if ("paragraph" in piece) return element("p", {}, this.#text(piece.paragraph));
    return this.#reference(piece.reference);
  }

  #reference(reference: Reference): Content {
    const label = referenceLabel(reference);
    const { type, data } = reference;
    const url = referenceUrl(reference);
    if (url !== undefined && isSafeLink(url)) return outsideLink(url, label);
    if (type === "note") {
      const { footnotes } = this.#state.data.registry;
      const footnote = footnotes.find(({ anchor }) => anchor === data);
      if (footnote !== undefined) return [`[${label}] `, this.#text(footnote.text)];
    }
    if (type !== "person" || data === undefined) return element("bdi", {}, label);
    return innerLink(label, () => this.#state.show({ text: data }));
  }

  #actions(records: readonly ServiceRecord[]): HTMLElement {
    const actions = element("div", { class: "actions copy" });
    showCopy(actions, "Copy", () => records, this.#state.data.registry);
    return actions;
  }
}

/** Puts records together that differ by their protocol only, in their order. */
function foldedProtocols(records: readonly ServiceRecord[]): readonly (readonly ServiceRecord[])[] {
  const groups = groupBy(records, (record) =>
    JSON.stringify({ ...record, protocol: undefined, emptyElements: undefined }),
  );
  return [...groups.values()];
}

function txtTable(
  keys: readonly { readonly key: string; readonly value?: string; readonly comment?: string }[],
): HTMLElement {
  if (keys.length === 0)
    return element("p", { class: "note" }, "The registry says that it has no TXT keys.");
  const hasRemarks = keys.some(({ comment }) => comment !== undefined);
  const rows = keys.map(({ key, value = "", comment = "" }) => {
    const cells = [element("code", {}, key), element("bdi", {}, value)];
    return hasRemarks ? [...cells, element("bdi", {}, comment)] : cells;
  });
  return element(
    "table",
    {},
    element("caption", {}, "TXT keys"),
    headAndBody(["Key", "Value", ...(hasRemarks ? ["Remark"] : [])], rows),
  );
}

function classWords(port: number): string {
  const names: Readonly<Record<PortClass, string>> = {
    system: "System port",
    user: "User port",
    dynamic: "Dynamic port",
  };
  for (const [key, { first, last }] of Object.entries(CLASS_RANGES))
    if (first <= port && port <= last) return `${names[key as PortClass]}, ${first}–${last}`;
  return "";
}

/** Breaks a text where the registry left a line empty. */
function paragraphs(text: string): Content {
  const parts = text.trim().split(/\n\s*\n/);
  if (parts.length === 1) return element("bdi", {}, text.replace(/\s+/g, " ").trim());
  return parts.map((part) => element("p", {}, part.replace(/\s+/g, " ").trim()));
}

/** Links a mail address or a page; what is neither stays text. */
function addressLink(address: string): Content {
  if (/^https?:\/\//i.test(address)) return outsideLink(address, address);
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(address))
    return element("a", { href: `mailto:${encodeURI(address)}` }, address);
  return element("bdi", {}, address);
}

function separated(items: readonly HTMLElement[]): Content {
  return items.flatMap((item, at) => (at === 0 ? [item] : [", ", item]));
}

function isNothing(content: Content): boolean {
  return (
    content === undefined ||
    content === false ||
    content === "" ||
    (Array.isArray(content) && content.length === 0)
  );
}
