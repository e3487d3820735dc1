"""Writes /etc/services from IANA's CSV: what a quick script with the standard library does."""

import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as source:
    rows = csv.reader(source)
    next(rows)
    services = [row for row in rows if row[0] and row[1] and row[2]]
services.sort(key=lambda service: int(service[1].split("-")[0]))
for name, number, protocol, description, *_ in services:
    endpoint = f"{number.split('-')[0]}/{protocol}"
    sys.stdout.write(f"{name}\t{endpoint}\t# {' '.join(description.split())}\n")
