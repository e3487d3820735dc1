// One-pass scans that cut a source into its raw cells and understand nothing: the physical limit.

/** Gives the raw text of each element inside each `<record>`. */
export function scanXml(source: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = source.indexOf("<record");
  while (at !== -1) {
    const open = source.indexOf(">", at) + 1;
    const next = source.indexOf("<", open);
    if (source.startsWith("<record", at)) {
      record = [];
      records.push(record);
    } else if (next > open) record.push(source.slice(open, next));
    at = next;
  }
  return records;
}

/** Gives the cells of each line between CRLFs; quotes are followed, not removed. */
export function scanCsv(source: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 0x22) isQuoted = !isQuoted;
    else if (!isQuoted && (code === 0x2c || code === 0x0a)) {
      row.push(source.slice(start, at));
      start = at + 1;
      if (code === 0x2c) continue;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/** Gives the raw content of each cell of each table row. */
export function scanHtml(source: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let start = source.indexOf("<tr");
  while (start !== -1) {
    const next = source.indexOf("<tr", start + 1);
    const end = next === -1 ? source.length : next;
    const row: string[] = [];
    for (let cell = source.indexOf("<td", start); cell !== -1 && cell < end; ) {
      const close = source.indexOf("</td>", cell);
      if (close === -1) break;
      row.push(source.slice(source.indexOf(">", cell) + 1, close));
      cell = source.indexOf("<td", close);
    }
    rows.push(row);
    start = next;
  }
  return rows;
}

/** Gives the words of each line. */
export function scanLines(source: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let words: string[] = [];
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a) continue;
    if (at > start) words.push(source.slice(start, at));
    start = at + 1;
    if (code !== 0x0a) continue;
    lines.push(words);
    words = [];
  }
  return lines;
}
