"""How root runs Postgres, which refuses root, without adding users or changing anyone's folders."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stack.console import Refusal

NOBODY = 65534
NAMESPACE = ("unshare", "-U", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True)
class Runner:
    """A way to run a program: a prefix of its command, further arguments of Popen, the owner of its files."""

    prefix: Sequence[str] = ()
    how: Mapping[str, Any] = field(default_factory=dict)
    owner: int | None = None

    def give(self, path: Path) -> None:
        """Hand a file or folder that we made to the one who runs the program."""
        if self.owner is None or path.stat().st_uid == self.owner:
            return
        for each in [path, *path.rglob("*")]:
            os.chown(each, self.owner, self.owner)


def runner(program: Path) -> Runner:
    """The first way that works here: as we are; in a user namespace; under the number of nobody.

    Raises Refusal where root can do neither, with what to do instead.
    """
    if os.geteuid() != 0:
        return Runner()
    if shutil.which(NAMESPACE[0]) and _works(program, prefix=NAMESPACE):
        return Runner(prefix=NAMESPACE)
    number: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    if _works(program, how=number):
        return Runner(how=number, owner=NOBODY)
    raise Refusal(
        "Postgres 不能用 root 身份运行，而这台机器又不允许用户命名空间（user namespace）。"
        "请换成普通用户运行，或设置 DATABASE_URL 使用已有的 Postgres。"
    )


def _works(program: Path, prefix: Sequence[str] = (), how: Mapping[str, Any] | None = None) -> bool:
    try:
        asked = subprocess.run(
            [*prefix, str(program), "--version"], capture_output=True, check=False, **(how or {})
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return asked.returncode == 0
