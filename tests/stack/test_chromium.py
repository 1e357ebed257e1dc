from pathlib import Path

import pytest

from stack import chromium
from stack.console import Refusal


def browser(folder: Path, name: str, exit_code: int = 0) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    program.chmod(0o755)
    return program


def test_the_named_browser_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser(tmp_path, "chromium")
    named = browser(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.find() == named


def test_a_named_browser_that_does_not_run_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(Refusal, match="CHROMIUM=/no/such/browser"):
        chromium.find()


def test_one_on_the_path_is_taken_unless_it_is_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser(tmp_path, "chromium", exit_code=127)  # as when a library is missing
    good = browser(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert chromium.find() == good


def test_playwrights_own_is_known_by_its_place() -> None:
    own = chromium.playwrights_own()
    assert own
    assert own.is_absolute()
