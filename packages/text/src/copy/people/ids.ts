import { splitBracketed } from "@portolan/model";

/** Finds the ids of people whom rows show with blanks, `[Jon Postel]` for `[Jon_Postel]`. */
export class IdResolver {
  readonly #ids: ReadonlySet<string>;
  readonly #byLabel: ReadonlyMap<string, string>;

  constructor(ids: ReadonlySet<string>) {
    this.#ids = ids;
    this.#byLabel = new Map([...ids].map((id) => [labelOf(id), id]));
  }

  /** Tells whether the contact information lists a person. */
  lists(label: string): boolean {
    return this.#idOf(label) !== undefined;
  }

  /** Gives a cell of people with their ids; who is not listed has the id made of his label. */
  resolveCell(cell: string): string {
    if (!/\s/.test(cell)) return cell;
    const items = splitBracketed(cell.replace(/\]\s+\[/g, "]["));
    return (
      items?.map((item) => `[${this.#idOf(item) ?? item.replace(/\s+/g, "_")}]`).join("") ?? cell
    );
  }

  /** Gives a text with the ids of the people it names. */
  resolveText(text: string): string {
    return text.replace(/\[([^[\]]+)\]/g, (whole, label: string) => {
      const id = /\s/.test(label) ? this.#idOf(label) : undefined;
      return id === undefined ? whole : `[${id}]`;
    });
  }

  #idOf(label: string): string | undefined {
    return this.#ids.has(label) ? label : this.#byLabel.get(labelOf(label));
  }
}

function labelOf(id: string): string {
  return id.replace(/[\s_]+/g, " ").trim();
}
