// Imports nothing: it also goes into programs that are bundled, and into browsers.

/**
 * Holds a value against what is claimed: an expression, or the text itself where it has several
 * lines or is no expression; `…` is any text.
 *
 * @throws where the claim is not true.
 */
export function holdClaim(value: unknown, claim: string): void {
  const claimed = claim.includes("\n") && typeof value === "string" ? undefined : evaluate(claim);
  if (claimed === undefined && typeof value !== "string")
    throw new Error(`This is no value: ${claim}`);
  const isTrue =
    claimed === undefined
      ? isAsClaimed(String(value).trimEnd(), claim.trimEnd())
      : isAsClaimed(value, claimed.value);
  if (isTrue) return;
  const found = typeof value === "string" && claimed === undefined ? value : JSON.stringify(value);
  throw new Error(`Claimed: ${claim}\nFound:   ${found}`);
}

function evaluate(claim: string): { readonly value: unknown } | undefined {
  try {
    return { value: new Function(`"use strict"; return (${claim});`)() };
  } catch {
    return undefined;
  }
}

/** Compares lists and objects by what they hold; a field that is undefined may be absent. */
function isAsClaimed(value: unknown, claimed: unknown): boolean {
  if (typeof claimed === "string" && typeof value === "string") return matches(value, claimed);
  if (!isObject(claimed) || !isObject(value)) return Object.is(value, claimed);
  if (Array.isArray(claimed) !== Array.isArray(value)) return false;
  if (Array.isArray(claimed) && claimed.length !== Object.keys(value).length) return false;
  const keys = new Set([...Object.keys(claimed), ...Object.keys(value)]);
  return [...keys].every((key) => isAsClaimed(value[key], claimed[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function matches(text: string, claimed: string): boolean {
  const parts = claimed.split("…").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
