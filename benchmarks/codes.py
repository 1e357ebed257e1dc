"""Query codes below the limiter: is one ever guessed; does time tell a code with wrong digits from none?"""

import gc
import random
import secrets
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from django.db import transaction

from accounts.models import User
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row, percentile
from casework.codes import new_code
from casework.models import Matter
from casework.services.codes import give, given_out
from stack.console import step

CODES = 1_000  # that were given out
GUESSES = 100_000
PAIRS = 4_000
MOST = 0.55  # of the area under the curve: 0.5 is a coin
TAIL, WRONG = "4711", "0815"


def measure(environment: Environment) -> list[Row]:
    """Codes for the newest matters, guessed and timed; taken back at the end."""
    with transaction.atomic():
        codes = list(given())
        with step(f"计时 {PAIRS} 对"):
            known, unknown = timed(codes)
        with step(f"猜 {GUESSES} 次"):
            hits = sum(guessed() for _ in range(GUESSES))
        if not all(given_out(code, TAIL) for code in codes):
            raise RuntimeError("the codes do not open, so nothing was measured")
        transaction.set_rollback(True)
    return [guesses(hits, len(codes)), times(known, unknown)]


def given() -> Iterator[str]:
    """A code for each of the newest matters."""
    by = User.objects.order_by("pk")[0]
    for matter in Matter.objects.order_by("-pk")[:CODES]:
        code = new_code()
        give(matter, code, TAIL, by=by)
        yield code


def guessed() -> bool:
    """Does a code of chance, with digits of chance, open anything?"""
    return given_out(new_code(), f"{secrets.randbelow(10_000):04d}") is not None


def timed(codes: Sequence[str]) -> tuple[list[float], list[float]]:
    """Microseconds for a code with wrong digits, and for no code; in pairs, which goes first by a coin."""
    rng, known, unknown = random.Random(PAIRS), list[float](), list[float]()
    gc.disable()
    try:
        for turn in range(PAIRS):
            pair = [(known, codes[turn % len(codes)]), (unknown, new_code())]
            rng.shuffle(pair)
            for found, code in pair:
                begun = time.perf_counter()
                given_out(code, WRONG)
                found.append((time.perf_counter() - begun) * 1e6)
    finally:
        gc.enable()
    return known, unknown


def area(first: Sequence[float], second: Sequence[float]) -> float:
    """How often one of the first takes longer than one of the second, ties by half; or the reverse."""
    ordered = sorted(second)
    above = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in first) / 2
    share = above / (len(first) * len(second))
    return max(share, 1 - share)


def guesses(hits: int, codes: int) -> Row:
    cells: dict[str, Cell] = {"查询码": codes, "猜": GUESSES, "猜中": hits}
    return Row("查询码（不经限次）", cells, [Check("猜中", hits, 0, "次")])


def times(known: Sequence[float], unknown: Sequence[float]) -> Row:
    told = area(known, unknown)
    cells: dict[str, Cell] = {
        "对": PAIRS,
        "真码错尾号 p50 微秒": percentile(known, 0.5),
        "假码 p50 微秒": percentile(unknown, 0.5),
    }
    return Row("真码错尾号和假码的时间", {**cells, "AUC": told}, [Check("AUC", told, MOST, "")])
