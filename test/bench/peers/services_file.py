"""Writes /etc/services with the entries that portolan writes with --repeated-names once --ranges first."""

import re
import sys
from collections import defaultdict

PROTOCOLS = {"tcp": 0, "udp": 1, "sctp": 2, "dccp": 3}
LONGEST_NAME, LONGEST_COMMENT = 25, 40
PREFERRED = {(42, "nameserver"), (512, "biff"), (9100, "pdl-datastream")}
ALIAS = re.compile(r'This (?:entry is an alias to|is a duplicate of the) "([^"]+)"')
REPLACEMENT = re.compile(r' ?IANA assigned this well-formed service name as a replacement for "([^"]*)"\.?')
SEPARATORS = {code: None for code in range(128) if not chr(code).isalnum()}


def write_services(services, facts_of):
    """Takes services as name, number, protocol, description and a source, of which facts_of tells more."""
    groups = defaultdict(dict)
    for name, number, protocol, description, source in services:
        port = int(number.partition("-")[0])
        if port and len(name) <= LONGEST_NAME:
            ports = f" (ports {number})" if "-" in number else ""
            groups[port, PROTOCOLS.get(protocol, 4), protocol].setdefault(name, (description, ports, source))
    plan = [
        (port, protocol, canonical_first(names, port, facts_of) if len(names) > 1 else names)
        for (port, _, protocol), names in sorted(groups.items())
    ]
    homes = {}
    for port, protocol, names in plan:
        for name in names:
            homes.setdefault((name, protocol), port)
    lines = []
    for port, protocol, names in plan:
        for form in [name.lower() for name in names if not name.islower()]:
            if all(homes.get((form, each), port) == port for each in PROTOCOLS):
                homes[form, protocol] = port
                names.setdefault(form, ("", "", None))
        found = [name for name in names if homes[name, protocol] == port]
        if found:
            name, *aliases = found
            tabs = "\t" if len(name) > 7 else "\t\t"
            more = f"\t{' '.join(aliases)}" if aliases else ""
            description, ports, _ = names[name]
            comment = f"{short(description, LONGEST_COMMENT - len(ports), name)}{ports}".strip()
            mark = "\t# " if comment else ""
            lines.append(f"{name}{tabs}{port}/{protocol}{more}{mark}{comment}\n")
    sys.stdout.write("".join(lines))


def canonical_first(names, port, facts_of):
    """Sorts competing names by what the registry says of them: notes, people, references, date."""
    facts = {name: facts_of(source) for name, (_, _, source) in names.items()}
    aliases = {name for name in names for target in ALIAS.findall(facts[name][0]) if target in names}
    replaced = {old for text, _, _ in names.values() for old in REPLACEMENT.findall(text)}

    def rank(name):
        notes, people, has_rfc, date = facts[name]
        text = f"{names[name][0]}\n{notes}"
        return (
            name in aliases or name in replaced,
            (port, name) not in PREFERRED,
            "records an unassigned but widespread use" in text,
            re.search(r"\bhistoric\b", text, re.IGNORECASE) is not None,
            "IESG" not in people,
            not has_rfc,
            not any(people),
            f"{date}-01" if len(date) == 7 else date,
        )

    return {name: names[name] for name in sorted(names, key=rank)}


def short(description, limit, name):
    """Cuts a description after a word; what only repeats the name says nothing."""
    text = REPLACEMENT.sub("", description) if "IANA assigned" in description else description
    if len(text) > limit:
        text = text[: max(0, text.rfind(" ", 0, limit + 1))]
        if text.rfind("(") > text.rfind(")"):
            text = text[: text.rfind("(")]
        text = text.rstrip(" ,;:[{\\/-")
    return "" if text.lower().translate(SEPARATORS) == name.lower().translate(SEPARATORS) else text
