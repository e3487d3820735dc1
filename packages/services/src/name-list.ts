/** The second word of a services line: port and protocol. */
const PLACE = /^\d+[/,](\S+)$/;

/**
 * Reads the text of a list of service names: words between white space or commas, with `#`
 * comments. A word may be `name/protocol`. A line of a services file stands for its names with its
 * protocol, so that a list of what another system has gives no more than that.
 *
 * @example
 * readNameList("http, https # web\nssh 22/tcp"); // ["http", "https", "ssh/tcp"]
 */
export function readNameList(source: string): readonly string[] {
  const names = source.replace(/#.*/g, "").split("\n").flatMap(namesOfLine);
  return [...new Set(names)];
}

function namesOfLine(line: string): readonly string[] {
  const [name, place = "", ...aliases] = line.match(/\S+/g) ?? [];
  const protocol = PLACE.exec(place)?.[1];
  if (name !== undefined && protocol !== undefined) {
    return [name, ...aliases].map((each) => `${each}/${protocol}`);
  }
  return line.match(/[^\s,]+/g) ?? [];
}
