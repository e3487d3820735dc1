import { expect, test } from "vitest";
import { beginsWithState, isOfNamelessPort } from "./port-state.js";

test.each([
  ["Unassigned", true, true],
  ["(De-registered on 2006-06-19)", true, true],
  ["IANA Reserved", true, true],
  ["decommissioned", true, true],
  ["de-commissioned", true, true],
  ["Returned by its assignee", true, true],
  ["any private mail system", false, true],
  ["Possibly used by another", false, true],
  ["Reserved.x", true, false],
  ["Unassignedx", false, false],
  ["World Wide Web", false, false],
])(
  "%s is what IANA writes of a port: %s, of one without a name: %s",
  (text, isState, isNameless) => {
    expect(beginsWithState(text)).toBe(isState);
    expect(isOfNamelessPort(text)).toBe(isNameless);
  },
);
