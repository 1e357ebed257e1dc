"""Makes .venv and installs the locked requirements, by uv when it can be had, else by pip."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from stack.console import Refusal, step, tail
from stack.place import ROOT, RUN, VENV

LOCKS = tuple(ROOT / name for name in ("requirements.txt", "requirements-local.txt", "requirements-dev.txt"))
STAMP = VENV / "installed"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"


def ensure() -> None:
    """Install when the locks have changed since the last time. Safe to call from several runs at once."""
    if installed():
        return
    RUN.mkdir(exist_ok=True)
    with (RUN / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if installed():
            return
        with step("建立 .venv"):
            make_venv()
        with step("安装依赖"):
            install()
        STAMP.write_text(fingerprint(), encoding="utf-8")


def installed() -> bool:
    """Whether .venv holds exactly what the locks say and its Python still runs."""
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != fingerprint():
        return False
    try:
        return subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def fingerprint() -> str:
    """A hash over all locks and the folder's own path, for a .venv does not survive being moved."""
    whole = hashlib.sha256(str(ROOT).encode())
    for lock in LOCKS:
        whole.update(lock.read_bytes())
    return whole.hexdigest()


def make_venv() -> None:
    """Make .venv with pip, unless it is there and runs. Raises Refusal where Python lacks the parts."""
    STAMP.unlink(missing_ok=True)
    if _run(PYTHON, "-m", "pip", "--version"):
        return
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Refusal(".venv 里没有 pip，请删除 .venv 后重新运行。")
    shutil.rmtree(VENV, ignore_errors=True)
    if not _has_ensurepip():
        _install_debian_venv()
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refusal(
            f"无法建立 .venv：{error}。请安装完整的 Python 3.11 或更高版本（含 venv 模块）。"
        ) from error


def install() -> None:
    """Bring uv by pip, then everything by uv; everything by pip where uv has no wheel or finds no index."""
    wanted = [word for lock in LOCKS for word in ("-r", str(lock))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes"]
    only_uv = RUN / "uv.txt"
    only_uv.write_text(block_of("uv", LOCKS[-1].read_text(encoding="utf-8")), encoding="utf-8")
    if _run(*pip, "-r", str(only_uv)):
        command = [str(UV), "pip", "install", "-q", "--python", str(PYTHON), "--require-hashes", *wanted]
        for certificates in (
            (),
            ("--system-certs",),
        ):  # the second for a network with an authority of its own
            if _run(*command, *certificates, env=uv_environment()):
                return
    if not _run(*pip, *wanted):
        raise Refusal(f"依赖安装失败，请检查网络或镜像设置。日志 {_log()} 的最后几行：\n{tail(_log())}")


def block_of(package: str, lock: str) -> str:
    """The lines of one package, with its hashes, out of a lock."""
    lines = lock.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = first
    while lines[last].endswith("\\"):
        last += 1
    return "\n".join(lines[first : last + 1]) + "\n"


def uv_environment() -> dict[str, str]:
    """uv does not read pip's settings: hand it the mirror that pip has been given, unless it has one."""
    found = dict(os.environ)
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & found.keys():
        asked = subprocess.run(
            [str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
        )
        for line in asked.stdout.splitlines():
            key, _, value = line.partition("=")
            if key.endswith(".index-url"):
                found["UV_DEFAULT_INDEX"] = value.strip("'\"")
    return found


def _has_ensurepip() -> bool:
    return (
        subprocess.run(
            [sys.executable, "-c", "import ensurepip"], capture_output=True, check=False
        ).returncode
        == 0
    )


def _install_debian_venv() -> None:
    """Debian keeps venv in a package of its own: root may fetch it, anyone else is told its name."""
    package = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "-y", "--no-install-recommends", package)
    if not _has_ensurepip():
        raise Refusal(f"Python 缺少 venv 模块。Debian 或 Ubuntu 上请先运行：sudo apt install {package}")


def _run(*command: str | Path, env: dict[str, str] | None = None) -> bool:
    """Run a program, its words into the log; whether it succeeded."""
    with _log().open("ab") as log:
        try:
            return (
                subprocess.run(
                    [str(w) for w in command], stdout=log, stderr=log, env=env, check=False
                ).returncode
                == 0
            )
        except OSError as error:
            log.write(f"{error}\n".encode())
            return False


def _log() -> Path:
    RUN.mkdir(exist_ok=True)
    return RUN / "install.log"
