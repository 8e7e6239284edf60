"""What `clickhouse-client` does with --query or --queries-file, on chDB: the engine of ClickHouse as a package."""

import argparse
import sys

from chdb import session

parser = argparse.ArgumentParser()
parser.add_argument("path")
parser.add_argument("--query", "-q")
parser.add_argument("--queries-file")
parser.add_argument("--format", default="TabSeparated")
given = parser.parse_args()

database = session.Session(given.path)
if given.query is None:
    with open(given.queries_file, encoding="utf-8") as file:
        statements = [text for text in file.read().split(";\n") if text.strip()]
else:
    statements = [given.query]
for statement in statements:
    sys.stdout.buffer.write(database.query(statement, given.format).bytes())
