/**
 * Lists what lint finds. An error is a registry that contradicts itself; a warning is what is
 * allowed, or published so, and still a trap for whoever uses it; an info is how the registry is, and
 * is nothing to mend.
 */
export const lintProblems = {
  "lint/record-empty": [
    "error",
    "The record has neither a service name nor a port.",
    "Give it at least one of them.",
  ],
  "lint/port-invalid": [
    "error",
    "“{found}” is not a port number or range between 0 and 65535.",
    "Correct the number.",
  ],
  "lint/protocol-unknown": [
    "warning",
    "“{found}” is not a transport protocol of the registry (tcp, udp, sctp, dccp).",
    "Correct the protocol, in lower case.",
  ],
  "lint/service-code-invalid": [
    "error",
    "“{found}” is not an unsigned 32-bit service code (RFC 4340 §8.1.2).",
    "Correct the service code.",
  ],
  "lint/name-invalid": [
    "warning",
    "The service name “{name}” breaks RFC 6335 §5.1: {fault}.",
    "Register a well-formed name, and keep the old one as its alias.",
  ],
  "lint/name-historic": [
    "info",
    "The service name “{name}” breaks RFC 6335 §5.1: {fault}; “{target}” replaces it.",
    "Use the name that replaces it.",
  ],
  "lint/name-ambiguous": [
    "warning",
    "“{name}” with {protocol} stands on port {port} and before on {first}; a look-up by name gives {first}.",
    "Look it up by port, or say which port is meant.",
  ],
  "lint/port-ambiguous": [
    "warning",
    "Port {port} with {protocol} has the name “{name}” too; a look-up by port gives “{first}”.",
    "Look it up by name, or say which name is meant.",
  ],
  "lint/duplicate": [
    "warning",
    "A record with the same name, port and protocol ({key}) stands before.",
    "Join the two records.",
  ],
  "lint/overlap": [
    "warning",
    "Port {port} overlaps {other} of another record, for the same protocol.",
    "Shorten one of the two ranges.",
  ],
  "lint/order": [
    "warning",
    "Port {port} stands after {before}; records stand in the order of their first ports.",
    "Move the record.",
  ],
  "lint/alias-target-missing": [
    "warning",
    "“{name}” is called an alias of “{target}”, which is not registered.",
    "Register the target, or correct its name.",
  ],
  "lint/date-invalid": [
    "error",
    "The {column} “{found}” is not a date of the form YYYY-MM or YYYY-MM-DD.",
    "Correct the date.",
  ],
  "lint/dates-reversed": [
    "warning",
    "The record was modified on {modified}, before it was registered on {registered}.",
    "Correct one of the dates.",
  ],
  "lint/date-in-future": [
    "warning",
    "The {column} {found} is later than the registry's own date, {updated}.",
    "Correct the date, or the registry's.",
  ],
  "lint/person-unknown": [
    "error",
    "[{id}] is not in the contact information.",
    "Add the person, or correct the identifier.",
  ],
  "lint/person-unused": [
    "warning",
    "[{id}] stands in the contact information, but nothing cites it.",
    "Remove the person.",
  ],
  "lint/person-duplicate": [
    "error",
    "[{id}] stands in the contact information more than once.",
    "Keep one of them.",
  ],
  "lint/footnote-unknown": [
    "error",
    "The footnote [{anchor}] does not exist.",
    "Add the footnote, or correct the reference.",
  ],
  "lint/footnote-unused": [
    "warning",
    "Nothing cites the footnote [{anchor}].",
    "Remove the footnote.",
  ],
  "lint/reference-malformed": [
    "warning",
    "The reference “{found}” of type {type} leads nowhere: {fault}.",
    "Correct the reference.",
  ],
  "lint/services-inexpressible": [
    "info",
    "No line of /etc/services can express “{name}”: {fault}.",
    "Leave it out, or give it a well-formed name and a protocol.",
  ],
} as const;

/** Names what lint finds. */
export type LintCode = keyof typeof lintProblems;
