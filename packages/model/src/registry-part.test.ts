import { collectParts, createRegistry, type RegistryPart, Report } from "@portolan/model";
import { eachChunk, LineIndex, MovingPosition } from "@portolan/model/internal";
import { describe, expect, it } from "vitest";

describe("collectParts", () => {
  it("puts the parts together; the last header counts", async () => {
    const record = { name: "a", contacts: [], references: [] };
    const person = { id: "Ada", uris: [] };
    const footnote = { anchor: "1", text: "Here." };
    const problem = { code: "x/y", severity: "warning", message: "Odd." } as const;
    async function* parts(): AsyncGenerator<RegistryPart> {
      yield { header: createRegistry({ title: "Before" }) };
      yield { problem };
      yield { record, offset: 7 };
      yield { person };
      yield { footnote };
      yield { header: createRegistry({ title: "After" }) };
    }
    expect(await collectParts(parts())).toEqual({
      registry: createRegistry({
        title: "After",
        records: [record],
        people: [person],
        footnotes: [footnote],
      }),
      problems: [problem],
      offsets: [7],
    });
  });
});

describe("eachChunk", () => {
  const stream = (): ReadableStream<string> =>
    new Blob(["ab"]).stream().pipeThrough(new TextDecoderStream());
  it.each([
    ["a string", "ab"],
    ["an iterable", ["a", "", "b"]],
    ["a web stream", stream()],
    ["a web stream that is not iterable", { getReader: () => stream().getReader() }],
  ])("takes %s", async (_, chunks) => {
    let text = "";
    for await (const chunk of eachChunk(chunks)) text += chunk;
    expect(text).toBe("ab");
  });

  it("tells a stream that nobody wants the rest, and asks for no more than is used", async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<string>(
      {
        pull: (controller) => controller.enqueue(String(pulled++)),
        cancel: () => {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    for await (const chunk of eachChunk({ getReader: () => endless.getReader() })) {
      if (chunk === "2") break;
    }
    expect({ pulled, cancelled }).toEqual({ pulled: 3, cancelled: true });
  });

  it("rejects chunks that are not text", async () => {
    const bytes = [new Uint8Array(1)] as unknown as string[];
    await expect(eachChunk(bytes).next()).rejects.toThrow(TypeError);
  });
});

describe("positions in a document read piece by piece", () => {
  const source = "a\r\nbc\rd\n\ne\r\n\r\nf";

  it("are those in the whole document, wherever it is cut", () => {
    const lines = new LineIndex(source);
    for (let i = 0; i <= source.length; i++) {
      for (let j = i; j <= source.length; j++) {
        const moving = new MovingPosition();
        for (const piece of [source.slice(0, i), source.slice(i, j), source.slice(j)]) {
          moving.pass(piece);
          const { offset } = moving.position;
          // Between CR and LF the line has ended already for one who has not seen the LF.
          if (source.slice(offset - 1, offset + 1) === "\r\n") continue;
          expect(moving.position).toEqual(lines.at(offset));
        }
      }
    }
  });

  it("are given to problems of a piece", () => {
    const table = { "x/y": ["error", "Odd.", "Mend it."] } as const;
    const cut = source.indexOf("d");
    const moving = new MovingPosition();
    moving.pass(source.slice(0, cut));
    const piece = new Report(source.slice(cut), moving.position);
    const whole = new Report(source);
    for (const [start, end] of [
      [0, 1],
      [1, 3],
    ] as const) {
      piece.add(table, "x/y", { span: { start, end } });
      whole.add(table, "x/y", { span: { start: cut + start, end: cut + end } });
    }
    expect(piece.problems).toEqual(whole.problems);
  });
});
