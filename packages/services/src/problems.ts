/** Lists the problems of reading and writing services and protocols files. */
export const servicesProblems = {
  "services/line-incomplete": [
    "warning",
    "The line has no port and protocol after “{found}”.",
    "Write `name port/protocol`, or make the line a comment with #.",
  ],
  "services/port-without-protocol": [
    "warning",
    "“{found}” is not a port and a protocol.",
    "Write `port/protocol`, for example 80/tcp.",
  ],
  "services/nis-line": [
    "warning",
    "A line that begins with + makes a BSD ask NIS; it names no service and was left out.",
    "Delete the line where NIS is not used.",
  ],
  "services/no-services": [
    "error",
    "There is no line with a service.",
    "Check that it is the right file.",
  ],
  "services/not-services": [
    "error",
    "This is no services file: most lines have no name with a port and protocol.",
    "Name the right file, or its format.",
  ],
  "services/iana-text": [
    "error",
    "This is IANA's list “port-numbers” of before 2011, or one of an RFC, not a services file: descriptions follow the ports.",
    "Read it as text (`--from text`).",
  ],
  "services/frequency-invalid": [
    "warning",
    "“{found}” is not a frequency such as 0.182286; the line is kept without it.",
    "Correct the third column.",
  ],
  "services/no-name": [
    "info",
    "Records without a service name cannot be written: {count}, for example {example}.",
    "Nothing to do: they are unassigned or reserved ports.",
  ],
  "services/no-port": [
    "info",
    "Services without a port cannot be written: {count}, for example {example}.",
    "Nothing to do: they are found by DNS-SD, or by a DCCP service code.",
  ],
  "services/no-protocol": [
    "info",
    "Services without a transport protocol cannot be written: {count}, for example {example}.",
    "Add the line with the protocol you use to an overrides file.",
  ],
  "services/port-zero": [
    "warning",
    "Services on port 0, which no resolver answers, are left out: {count}, for example {example}.",
    "Nothing to do.",
  ],
  "services/protocol-not-expressible": [
    "warning",
    "Services on a protocol that the target does not know are left out: {count}, for example {example}.",
    "Choose another target, or leave them.",
  ],
  "services/name-not-expressible": [
    "warning",
    "Names that cannot be written in any form, or are too long to be found, are left out: {count}, for example {example}.",
    "Give the service a legal name in an overrides file.",
  ],
  "services/name-rewritten": [
    "warning",
    "Names with characters that a line cannot hold are written in a legal form: {count}, for example {example}.",
    "Use the legal form, or name the service in an overrides file.",
  ],
  "services/range": [
    "warning",
    "Ranges of ports are not written whole: {count}, for example {example}.",
    "Expand ranges.",
  ],
  "services/name-elsewhere": [
    "info",
    "Names that lead to another port, and are not the first name of this one, are left out here: {count}, for example {example}.",
    "Nothing to do, or choose the port in an overrides file.",
  ],
  "services/alias-elsewhere": [
    "warning",
    "Aliases and rewritten names that belong to another port are left out: {count}, for example {example}.",
    "Nothing to do, or choose the port in an overrides file.",
  ],
  "services/local-line-unreadable": [
    "warning",
    "Lines of the base or overrides file that cannot be read are left out: {count}, for example {example}.",
    "Write `name port/protocol aliases`, with one decimal port.",
  ],
  "services/frequencies-unreadable": [
    "error",
    "The frequencies are no nmap-services file.",
    "Name a file with lines `name port/protocol frequency`.",
  ],
  "services/over-budget": [
    "warning",
    "Ports that do not fit into the size asked for are left out: {count}, for example {example}.",
    "Allow more bytes, or leave comments out.",
  ],
  "services/name-unknown": [
    "warning",
    "No service has a name asked for: {names}.",
    "Check the spelling, or name the compatibility pack that has it.",
  ],
  "services/name-not-written": [
    "warning",
    "Names asked for are registered, but have no line in this file: {names}.",
    "See the other messages for the reason; an overrides file can give them a line.",
  ],
  "services/override-moves-name": [
    "warning",
    "The overrides put names on another port than the registry or the base file: {count}, for example {example}.",
    "Nothing to do if that is meant.",
  ],
  "services/override-renames-port": [
    "warning",
    "The overrides give ports another name than the registry or the base file: {count}, for example {example}.",
    "Nothing to do if that is meant.",
  ],
  "services/base-name-elsewhere": [
    "warning",
    "Names of the base file are registered on another port, and lead there: {count}, for example {example}.",
    "Put the line into an overrides file to lead the name to its port.",
  ],
  "services/base-port-taken": [
    "warning",
    "Lines of the base file are on a port registered for another service: {count}, for example {example}.",
    "Nothing to do if that is meant.",
  ],
  "protocols/line-incomplete": [
    "warning",
    "The line has no protocol number after “{found}”.",
    "Write `name number`, or make the line a comment with #.",
  ],
  "protocols/number-invalid": [
    "warning",
    "“{found}” is not a protocol number between 0 and 65535.",
    "Correct the number, in decimal.",
  ],
  "protocols/no-keyword": [
    "info",
    "Protocol numbers without a keyword cannot be written: {count}, for example {example}.",
    "Nothing to do: they are unassigned, reserved or for private use.",
  ],
  "protocols/name-rewritten": [
    "warning",
    "Keywords with characters that a line cannot hold are written in a legal form: {count}, for example {example}.",
    "Use the legal form.",
  ],
  "protocols/name-elsewhere": [
    "warning",
    "Names that a lower protocol number has already are left out: {count}, for example {example}.",
    "Nothing to do.",
  ],
} as const;
