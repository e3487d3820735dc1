import type { Parsed } from "./parse-result.js";

/** Tells whether a service name matches a pattern. */
export type NameMatcher = (name: string) => boolean;

/** Matches exactly one character; `star` stands for any number of them. */
type Step = "star" | ((char: string) => boolean);

/**
 * Reads a glob: `*` is any number of characters, `?` one, `[a-z]` one of a set, `[!a-z]` one not in
 * it; every other character is itself. Case does not matter, as RFC 6335 §5.1 says of service
 * names. A `*` in a name (`sql*net`) is matched by `[*]`.
 *
 * Matching takes at most the product of both lengths, whatever the pattern.
 */
export function parseGlob(glob: string): Parsed<NameMatcher> {
  if (glob === "") return { message: "An empty pattern matches no name." };
  const steps: Step[] = [];
  const pattern = glob.toLowerCase();
  for (let at = 0; at < pattern.length; ) {
    const char = pattern.charAt(at);
    if (char === "[") {
      const end = setEnd(pattern, at);
      if (end === -1) return { message: `“${glob}” has a “[” without “]”.` };
      steps.push(parseSet(pattern.slice(at + 1, end)));
      at = end + 1;
      continue;
    }
    if (char === "*") steps.push("star");
    else if (char === "?") steps.push(() => true);
    else steps.push((other) => other === char);
    at++;
  }
  return { value: (name) => matches(steps, name.toLowerCase()) };
}

/** Finds the bracket that closes a set; one right at the set's start is a member of it. */
function setEnd(pattern: string, start: number): number {
  const first = pattern.charAt(start + 1) === "!" ? start + 2 : start + 1;
  return pattern.indexOf("]", first + 1);
}

function parseSet(body: string): (char: string) => boolean {
  const negated = body.startsWith("!");
  const ranges: (readonly [from: string, to: string])[] = [];
  for (let at = negated ? 1 : 0; at < body.length; ) {
    const isRange = body.charAt(at + 1) === "-" && at + 2 < body.length;
    ranges.push([body.charAt(at), body.charAt(isRange ? at + 2 : at)]);
    at += isRange ? 3 : 1;
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== negated;
}

/** Walks both; on a mismatch the last star takes one character more, and only the last one. */
function matches(steps: readonly Step[], name: string): boolean {
  let step = 0;
  let char = 0;
  let starStep = -1;
  let starChar = 0;
  while (char < name.length) {
    const wanted = steps[step];
    if (wanted === "star") {
      starStep = step++;
      starChar = char;
    } else if (wanted?.(name.charAt(char))) {
      step++;
      char++;
    } else if (starStep !== -1) {
      step = starStep + 1;
      char = ++starChar;
    } else return false;
  }
  while (steps[step] === "star") step++;
  return step === steps.length;
}
