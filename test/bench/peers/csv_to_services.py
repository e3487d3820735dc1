"""Writes /etc/services from IANA's CSV: what a script with the standard library does."""

import csv
import sys

from services_file import write_services


def services(path):
    with open(path, encoding="utf-8", newline="") as source:
        rows = csv.reader(source)
        next(rows)
        for row in rows:
            name, number, protocol, description, *_ = row
            if name and number and protocol:
                yield name, number, protocol, " ".join(description.split()), row


def facts_of(row):
    _, _, _, _, assignees, _, date, _, references, _, _, notes = row
    return " ".join(notes.split()), assignees.strip("[]").split("]["), "[RFC" in references, date


write_services(services(sys.argv[1]), facts_of)
