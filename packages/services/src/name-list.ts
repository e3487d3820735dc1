/** A word that stands for a port, as the second of a services line does. */
const PLACE = /^\d+(?:-\d+)?(?:\/\S*)?$/;

/**
 * Reads the text of a list of service names: words between white space or commas, with `#`
 * comments. Ports are passed over, so that a services file is a list of all its names.
 *
 * @example
 * readNameList("http, https # web\nssh 22/tcp"); // ["http", "https", "ssh"]
 */
export function readNameList(source: string): readonly string[] {
  const words = source.replace(/#.*/g, "").split(/[\s,]+/);
  return [...new Set(words)].filter((word) => word !== "" && !PLACE.test(word));
}
