import os
from pathlib import Path

import pytest

from stack import postgres, unprivileged
from stack.console import Refusal

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="speaks of root only")


def program() -> Path:
    return postgres.binaries() / "postgres"


@pytest.mark.skipif(os.geteuid() == 0, reason="speaks of ordinary users only")
def test_an_ordinary_user_runs_it_plainly() -> None:
    assert unprivileged.runner(program()) == unprivileged.Runner()


@as_root
def test_root_runs_it_and_hands_over_only_what_we_made(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    mode, owner = tmp_path.stat().st_mode, tmp_path.stat().st_uid
    runner = unprivileged.runner(program())
    runner.give(made)
    assert (tmp_path.stat().st_mode, tmp_path.stat().st_uid) == (mode, owner)
    assert made.stat().st_uid == (0 if runner.owner is None else unprivileged.NOBODY)


@as_root
def test_where_namespaces_are_forbidden_root_takes_the_number_of_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unprivileged, "NAMESPACE", ("false",))
    runner = unprivileged.runner(Path("/bin/true"))
    assert runner.owner == unprivileged.NOBODY


@as_root
def test_where_root_can_do_neither_it_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(unprivileged, "NAMESPACE", ("false",))
    tmp_path.chmod(0o700)
    hidden = tmp_path / "true"
    hidden.symlink_to("/bin/true")  # nobody cannot even look into the folder
    with pytest.raises(Refusal, match="DATABASE_URL"):
        unprivileged.runner(hidden)
