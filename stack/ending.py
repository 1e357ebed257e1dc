"""Ctrl-C and its kin: an ending in order, at a moment that does no harm."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_state = {"deep": 0, "asked": False}


def listen() -> None:
    """From now on each of the signals ends the program in order."""
    for wanted in SIGNALS:
        # nohup wants to be left alone
        if wanted != signal.SIGHUP or signal.getsignal(wanted) != signal.SIG_IGN:
            signal.signal(wanted, end)


def end(number: int, frame: FrameType | None) -> None:
    """End in order at the first signal; a second one must not cut the ending short."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    if _state["deep"]:
        _state["asked"] = True
        return
    raise KeyboardInterrupt


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a signal wait until the block is done.

    An exception in the middle of Popen.poll leaves its lock taken, and every later wait for the program
    waits for ever; in the middle of Popen it leaves a program that nobody knows of.
    """
    _state["deep"] += 1
    try:
        yield
    finally:
        _state["deep"] -= 1
        if _state["asked"] and not _state["deep"]:
            _state["asked"] = False
            raise KeyboardInterrupt
