"""Validates JSON files against JSON Schemas (draft 2020-12) with Debian's python3-jsonschema.

usage: validate.py SCHEMA_DIRECTORY < JOBS
JOBS are lines `schema file name<TAB>JSON file`. Prints one JSON object for each: {"file", "errors": [{"line",
"column", "at", "message"}]}, lines and columns counted from 1; no errors means that the file is valid.
"""

import json
import pathlib
import sys

import jsonschema
from jsonschema.validators import validator_for

DECODER = json.JSONDecoder()


def skip(text, position, characters=" \t\r\n"):
    while position < len(text) and text[position] in characters:
        position += 1
    return position


def locate(text, path):
    """Where the value at `path` (names and indexes) begins in `text`, which is valid JSON."""
    position = skip(text, 0)
    for step in path:
        position = skip(text, position + 1)
        index = 0
        while True:
            if isinstance(step, str):
                name, position = DECODER.raw_decode(text, position)
                position = skip(text, position, " \t\r\n:")
                if name == step:
                    break
            elif index == step:
                break
            _, position = DECODER.raw_decode(text, position)
            position = skip(text, position, " \t\r\n,")
            index += 1
    return position


def leaves(error):
    """The errors below an error of if/then, anyOf and the like; they say what is wrong."""
    return [leaf for part in error.context for leaf in leaves(part)] or [error]


def check(validator, file):
    text = pathlib.Path(file).read_bytes()
    try:
        text = text.decode("utf-8")
        document = json.loads(text)
    except json.JSONDecodeError as error:
        return [{"line": error.lineno, "column": error.colno, "at": "", "message": "no JSON: " + error.msg}]
    except UnicodeDecodeError as error:
        return [{"line": 1, "column": error.start + 1, "at": "", "message": "no UTF-8: " + error.reason}]
    found = []
    for error in (leaf for error in validator.iter_errors(document) for leaf in leaves(error)):
        path = list(error.absolute_path)
        before = text[: locate(text, path)]
        found.append(
            {
                "line": before.count("\n") + 1,
                "column": len(before) - (before.rfind("\n") + 1) + 1,
                "at": "/" + "/".join(str(step) for step in path),
                "message": error.message[:400],
            }
        )
    return found


def main():
    directory = pathlib.Path(sys.argv[1]).resolve()
    validators = {}
    for line in sys.stdin:
        schema_name, file = line.rstrip("\n").split("\t")
        if schema_name not in validators:
            path = directory / schema_name
            schema = json.loads(path.read_text("utf-8"))
            kind = validator_for(schema, default=None)
            if kind is not jsonschema.Draft202012Validator:
                sys.exit(f"{path}: $schema is not draft 2020-12")
            kind.check_schema(schema)
            resolver = jsonschema.RefResolver(base_uri=path.as_uri(), referrer=schema)
            validators[schema_name] = kind(schema, resolver=resolver)
        print(json.dumps({"file": file, "errors": check(validators[schema_name], file)}))


main()
