import type { Severity } from "@portolan/model";

/**
 * Says how much a finding matters: `wrong`, an application gets a wrong answer, or none where the
 * file means to give one; `style`, all answers are right, and the line could be better; `custom`, the
 * registry does not say so, and this system has a right to.
 */
export type FindingKind = "wrong" | "style" | "custom";

/** Lists the findings of an audit, in the form of problems: what is wrong is an error, a custom is info. */
export const auditProblems = {
  "audit/wrong-port": [
    "error",
    "“{name}” is on {key}, but registered on {registered}.",
    "Correct the port.",
  ],
  "audit/shadowed-in-c": [
    "error",
    "“{name}” is never found on {key} by {readers}: line {line} comes first.",
    "Write the name on one port only.",
  ],
  "audit/shadowed-in-go": [
    "error",
    "Go never finds “{name}” on {key}: line {line} comes later.",
    "Write the name on one port only.",
  ],
  "audit/other-answer-in-go": [
    "error",
    "Go answers “{name}” with {other}, of line {line}: it asks for “{asked}”.",
    "Give one of both names another spelling.",
  ],
  "audit/leading-blank": [
    "error",
    "The line begins with a blank, so that it is skipped by {readers}.",
    "Begin the line with the name.",
  ],
  "audit/odd-space": [
    "error",
    "The line has a space that is no blank or tab: part of a word for {readers}.",
    "Write a blank or a tab.",
  ],
  "audit/carriage-return": [
    "error",
    "Lines end with a carriage return, {count} in all: part of the last word for {readers}.",
    "End lines with a line feed only.",
  ],
  "audit/comma-before-protocol": [
    "error",
    "There is a comma between port and protocol, so that the line is skipped by {readers}.",
    "Write a slash.",
  ],
  "audit/double-slash": [
    "error",
    "There are several slashes before the protocol, so that the line is skipped by {readers}.",
    "Write one slash.",
  ],
  "audit/port-not-decimal": [
    "error",
    "The port is written “{found}”: {readings}.",
    "Write the port in decimal, without a zero in front.",
  ],
  "audit/port-too-large": ["error", "“{found}” is above 65535: {readings}.", "Correct the port."],
  "audit/port-zero": ["error", "Port 0 cannot be asked for: {readings}.", "Correct the port."],
  "audit/protocol-in-capitals": [
    "error",
    "The protocol is written “{found}”: a look-up by {protocol} does not find the line in {readers}.",
    "Write the protocol in lower case.",
  ],
  "audit/protocol-misspelt": [
    "error",
    "“{found}” is not a transport protocol; is it {protocol}?",
    "Correct the protocol.",
  ],
  "audit/comma-in-alias": [
    "error",
    "“{found}” is one name for {readers}, and Augeas, so Puppet, cannot read the file.",
    "Write a blank between aliases.",
  ],
  "audit/line-continued": [
    "error",
    "The line ends with a backslash, but the next line is not joined to it by {readers}.",
    "Write one line.",
  ],
  "audit/line-incomplete": [
    "error",
    "Nobody finds a port and a protocol after “{name}”.",
    "Write `name port/protocol`, or make the line a comment with #.",
  ],
  "audit/line-skipped": [
    "error",
    "The line cannot be read as it stands by {readers}.",
    "Write `name port/protocol aliases`, with blanks or tabs.",
  ],
  "audit/line-ignored": [
    "error",
    "The line has {bytes} bytes; OpenBSD ignores lines of more than 1,022.",
    "Shorten the comment, or move aliases to a further line.",
  ],
  "audit/line-cut": [
    "error",
    "musl cuts the line after byte 127, and does not find “{name}” on {key}.",
    "Shorten the comment, or move aliases to a further line.",
  ],
  "audit/phantom-service": [
    "error",
    "“{name}” is found here on {key} by {readers}, which the file does not mean to say.",
    "Shorten the line, or break it elsewhere.",
  ],
  "audit/too-many-protocols": [
    "error",
    "“{protocol}” is the sixth protocol of the file; services_mkdb of the BSDs stops here.",
    "Keep to five protocols.",
  ],
  "audit/stale-name": [
    "warning",
    "“{name}” is a former, duplicate or unregistered name of {registered} on {key}.",
    "Put the current name first and keep this one as an alias.",
  ],
  "audit/missing-alias": [
    "warning",
    "The line of {key} does not have the registered name “{name}”.",
    "Add it as an alias.",
  ],
  "audit/other-case": [
    "warning",
    "“{name}” is registered as “{registered}” on {key}; case tells names apart.",
    "Write the name as it is registered.",
  ],
  "audit/port-answered-before": [
    "warning",
    "A C library does not answer {key} with “{name}”: line {line} comes first.",
    "Make it an alias of the earlier line.",
  ],
  "audit/by-port-only": [
    "warning",
    "By name “{name}” leads to {other}, of line {line}; only who asks by port finds it on {key}.",
    "Write the name on one port only, or leave it where that is meant.",
  ],
  "audit/unreachable-in-go": [
    "warning",
    "Go cannot find “{name}” on {key}: it asks in lower case, and for at most 25 bytes.",
    "Add the lower-case form as an alias.",
  ],
  "audit/range": [
    "warning",
    "No resolver reads a range of ports; the line answers nothing.",
    "Write a line for each port that is asked for, or make the line a comment.",
  ],
  "audit/line-too-long": [
    "warning",
    "Lines have more than 127 bytes, {count} in all; musl takes what follows for a line of its own.",
    "Shorten the comment, or move aliases to a further line.",
  ],
  "audit/nis-line": [
    "warning",
    "A line that begins with + makes a BSD ask NIS; it names no service.",
    "Delete the line where NIS is not used.",
  ],
  "audit/no-line-feed-at-end": [
    "warning",
    "The last line has no line feed: what a program appends becomes part of it.",
    "End the file with a line feed.",
  ],
  "audit/not-utf-8": [
    "warning",
    "The file is not UTF-8, in {count} of its lines: programs that read it as text stop, for example scapy and iolib.",
    "Save the file as UTF-8, or keep to ASCII.",
  ],
  "audit/compatibility-name": [
    "info",
    "“{name}” is not registered; systems have always carried it for {registered}.",
    "Nothing to do; the compatibility packs have it.",
  ],
  "audit/carried-name": [
    "info",
    "Systems have always carried “{name}” on {key}; it is not registered there.",
    "Nothing to do; the compatibility packs have it.",
  ],
  "audit/unknown-name": [
    "info",
    "“{name}” is not registered; the registry calls {key} {registered}.",
    "Keep it as a local alias, or use the registered name.",
  ],
  "audit/unknown-service": [
    "info",
    "“{name}” is not registered, and neither is its port {key}.",
    "Keep it as a local addition, or check the spelling.",
  ],
  "audit/port-taken": [
    "info",
    "“{name}” is not registered, and {key} is registered for {registered}.",
    "Keep it only where this system runs it there.",
  ],
  "audit/wrong-protocol": [
    "info",
    "“{name}” is on {key}, but registered only on {registered}.",
    "Delete the line, or keep it as a local addition.",
  ],
  "audit/without-port": [
    "info",
    "“{name}” is registered, but without a port; the registry does not put it on {key}.",
    "Keep it where programs of this system ask for it.",
  ],
  "audit/foreign-protocol": ["info", "The registry has no ports of “{found}”.", "Nothing to do."],
} as const;

/** Names what an audit can find. */
export type AuditCode = keyof typeof auditProblems;

const KINDS: Readonly<Record<Severity, FindingKind>> = {
  error: "wrong",
  warning: "style",
  info: "custom",
};

/** Tells how much a finding matters. */
export function kindOf(code: AuditCode): FindingKind {
  return KINDS[auditProblems[code][0]];
}
