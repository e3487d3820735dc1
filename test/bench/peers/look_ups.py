"""Looks names from standard input up in a services file, with a dictionary."""

import sys

ports = {}
with open(sys.argv[1], encoding="utf-8") as source:
    for line in source:
        name, *rest = line.partition("#")[0].split() or [""]
        for each in [name, *rest[1:]] if rest else []:
            ports.setdefault(each, []).append(rest[0])
for line in sys.stdin:
    name = line.strip()
    print(name, ", ".join(ports.get(name, ["not found"])))
