"""The validator: a process of its own for one file, started by checking.py, which alone talks to it.

It gets the file as its standard input and nothing else: no settings, no keys, no database, an empty
environment. It binds itself to so much memory, time and output before it reads a byte, and answers with a
line of JSON, the clean copy and the thumbnail. It holds no Django.
"""

import json
import logging
import resource
import sys
import warnings
from typing import Any

from security.uploads import names, refusal
from security.uploads.pictures import Clean
from security.uploads.refusal import Refused
from security.uploads.sorts import PICTURES, Sort, sort_of

OPEN_FILES = 24


def bind(given: dict[str, Any]) -> None:
    """Take from ourselves what we do not need: limits that nothing which runs in us can lift again."""
    for what, most in (
        (resource.RLIMIT_AS, given["memory"]),
        (resource.RLIMIT_CPU, given["seconds"]),
        (resource.RLIMIT_FSIZE, given["output"]),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def cleaned(content: bytes, name: str) -> tuple[str, Clean]:
    """The name to keep, and the clean copy. Raises Refused."""
    sort = sort_of(content, names.shown(name))
    kept_sort = Sort.JPEG if sort in PICTURES else sort
    told = names.kept(name, kept_sort)
    return told, made(content, sort)


def made(content: bytes, sort: Sort) -> Clean:
    """The clean copy. Each library is loaded for its own files alone."""
    if sort in PICTURES:
        from security.uploads import pictures

        return pictures.cleaned(content, sort)
    if sort is Sort.PDF:
        from security.uploads import papers

        return papers.cleaned(content)
    if sort in {Sort.DOCX, Sort.XLSX}:
        from security.uploads import office

        return office.cleaned(content, sort)
    from security.uploads import texts

    return texts.cleaned(content, sort)


def peak() -> int:
    """The most memory we held, in bytes. getrusage would count what our parent held when it started us."""
    with open("/proc/self/status", encoding="ascii") as status:
        lines = dict(line.split(":", 1) for line in status)
    return int(lines["VmHWM"].split()[0]) * 1024


def main() -> None:
    given = json.loads(sys.argv[1])
    bind(given)
    logging.disable()
    warnings.simplefilter("ignore")
    answer: dict[str, Any] = {}
    clean = Clean(Sort.TXT, b"")
    try:
        answer["name"], clean = cleaned(sys.stdin.buffer.read(), given["name"])
        answer |= {"sort": clean.sort, "size": len(clean.content), "thumbnail": len(clean.thumbnail)}
    except Refused as error:
        answer["refused"] = str(error)
    except (MemoryError, RecursionError):
        answer["refused"] = refusal.TOO_HARD
    answer["peak"] = peak()
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + clean.content + clean.thumbnail)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
