"""Compares converted notebooks with what nbformat, Jupyter's own library, makes of the same files.

    compare_notebooks.py SOURCE RESULT VERSION

SOURCE is a directory of notebooks and RESULT what `notebooks SOURCE --to VERSION --out RESULT`
wrote. Prints one JSON object for each file of SOURCE:

    {"name": …, "outcome": "equal" | "different" | "invalid" | "absent", "theirs": "converted" | "failed", "why": …}

`absent` means that RESULT does not hold the file, so it was refused; `theirs` then says whether
nbformat could convert it. `invalid` means that the result breaks the JSON Schema of its version.

What is not compared: ids that nbformat draws at random (both sides must be well-formed and unique),
whether text stands whole or in lines, and the members that nbformat itself removes when it writes a
file (`orig_nbformat`, `signature`, `trusted`).
"""

import copy
import json
import logging
import re
import sys
import warnings
from pathlib import Path

import nbformat
from nbformat import reader
from nbformat.validator import get_validator

ID = re.compile(r"[a-zA-Z0-9_-]{1,64}\Z")


def expected(source: Path, major: int):
    """The notebook as nbformat converts it: to 4.5 or to 3.0."""
    notebook = reader.reads(source.read_text(encoding="utf-8"))
    if notebook.nbformat == 4 and notebook.nbformat_minor > nbformat.current_nbformat_minor:
        raise ValueError(f"nbformat rewrites 4.{notebook.nbformat_minor}, which it does not know")
    # nbformat takes any 4.x for the newest when it is asked for 4, so ask for the step itself.
    if notebook.nbformat == 4:
        notebook = nbformat.v4.upgrade(notebook)
    return nbformat.convert(notebook, major)


def on_disk(notebook) -> dict:
    """The notebook as nbformat writes it and reads it again: without members that do not belong into
    files, and with text put together."""
    return json.loads(json.dumps(reader.reads(nbformat.writes(copy.deepcopy(notebook)))))


def without_ids(notebook: dict) -> dict:
    notebook = copy.deepcopy(notebook)
    for cell in notebook.get("cells", []):
        cell.pop("id", None)
    return notebook


def id_problem(ours: dict, source: dict) -> str | None:
    """What is wrong with the ids of a 4.5 notebook: their form, or that one of the source is lost."""
    ids = [cell.get("id") for cell in ours["cells"]]
    for cell_id in ids:
        if not isinstance(cell_id, str) or not ID.match(cell_id):
            return f"id {cell_id!r}"
    if len(set(ids)) != len(ids):
        return "an id occurs twice"
    if (source.get("nbformat"), source.get("nbformat_minor")) == (4, 5):
        kept = set(ids)
        lost = [cell["id"] for cell in source["cells"] if "id" in cell and cell["id"] not in kept]
        if lost:
            return f"ids of the source are lost: {lost}"
    return None


def as_json(text):
    """The JSON that a string holds, with its members in order."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except (TypeError, ValueError):
        return None


def difference(ours, theirs, path="$") -> str | None:
    """The first place at which two JSON values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if key not in ours:
                return f"{path}.{key}: only theirs: {str(theirs[key])[:80]}"
            if key not in theirs:
                return f"{path}.{key}: only ours: {str(ours[key])[:80]}"
            # JSON within a string: the order of members and the spaces between them are free.
            same = key == "json" and as_json(ours[key]) == as_json(theirs[key]) is not None
            found = None if same else difference(ours[key], theirs[key], f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{path}: {len(ours)} elements, theirs has {len(theirs)}"
        return next(filter(None, (difference(a, b, f"{path}[{i}]") for i, (a, b) in enumerate(zip(ours, theirs)))), None)
    # In Python, `True == 1` and `1 == 1.0`.
    if type(ours) is not type(theirs) or ours != theirs:
        return f"{path}: {str(ours)[:80]!r}, theirs is {str(theirs)[:80]!r}"
    return None


def judge(source: Path, result: Path, major: int, minor: int) -> dict:
    try:
        theirs, failure = expected(source, 3 if major == 3 else 4), None
    except Exception as error:  # nbformat lets through whatever Python raises
        theirs, failure = None, f"{type(error).__name__}: {error}"
    verdict = {"name": source.name, "theirs": "failed" if failure else "converted"}
    if not result.exists():
        return verdict | {"outcome": "absent", "why": failure}
    raw = json.loads(result.read_text(encoding="utf-8"))
    if (raw.get("nbformat"), raw.get("nbformat_minor")) != (major, minor):
        return verdict | {"outcome": "different", "why": f"is {raw.get('nbformat')}.{raw.get('nbformat_minor')}"}
    if failure:
        return verdict | {"outcome": "different", "why": f"nbformat does not convert it: {failure}"}
    if major == 4:
        error = next(iter(get_validator(major, minor, name="jsonschema").iter_errors(raw)), None)
        if error:
            return verdict | {"outcome": "invalid", "why": f"{error.json_path}: {error.message[:200]}"}
    ours, theirs = on_disk(reader.reads(result.read_text(encoding="utf-8"))), on_disk(theirs)
    if (major, minor) == (4, 5):
        problem = id_problem(ours, json.loads(source.read_text(encoding="utf-8")))
        if problem:
            return verdict | {"outcome": "different", "why": problem}
    theirs["nbformat_minor"] = minor
    why = difference(without_ids(ours), without_ids(theirs))
    return verdict | {"outcome": "different" if why else "equal", "why": why}


def main() -> None:
    source, result, version = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    major, minor = map(int, version.split("."))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for path in sorted(source.glob("*.ipynb")):
        if path.is_file():
            print(json.dumps(judge(path, result / path.name, major, minor)))


if __name__ == "__main__":
    main()
