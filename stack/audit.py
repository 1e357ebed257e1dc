"""`make audit`: are there known holes in what is installed? Says so only when every package was asked about.

The auditor stands in a place of its own, beside .venv. Alone it would call an audit of nothing a success:
so its answers are counted here, and a list of holes that knows none of an old Django's is believed nothing.
"""

import json
import os
import subprocess
import urllib.error
import urllib.request
import venv
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from stack.console import Refusal, say, step
from stack.install import LOCKS, UV, uv_environment
from stack.place import ROOT, RUN, VENV

LOCK = ROOT / "requirements-audit.txt"
HOME = RUN / "audit"
LIST_OF_HOLES = "https://api.osv.dev/v1/query"
HOLED = {"package": {"name": "django", "ecosystem": "PyPI"}, "version": "2.0"}
CLEAN, FOUND, NOT_AUDITED = 0, 1, 2


@dataclass
class Answer:
    """What the auditor said: of which packages, and which of them have known holes."""

    audited: set[str]
    holes: list[str] = field(default_factory=list)


def run(arguments: list[str]) -> int:
    """Audit what is installed in .venv: 0 clean, 1 holes found, 2 not audited."""
    url = os.environ.get("OSV_URL", LIST_OF_HOLES)
    there = installed(site_of(VENV))
    if why := cannot_be_asked(url):
        return not_audited(there, set(), f"漏洞库 {url} 用不了：{why}。")
    with step("准备审计工具"):
        prepare()
    answer = ask(url)
    if answer is None:
        return not_audited(there, set(), f"审计工具没有做完，它的话在 {HOME / 'log'} 里。")
    return told(there, answer)


def told(there: set[str], answer: Answer) -> int:
    """Print the outcome; its exit code. No word of success where a package was left out."""
    for hole in answer.holes:
        say(f"✗ {hole}")
    if left_out := there - answer.audited:
        return not_audited(there, answer.audited, f"没审到的：{'、'.join(sorted(left_out))}。")
    counted = f"已安装 {len(there)} 个包，审计了 {len(there)} 个"
    if answer.holes:
        say(f"{counted}，有 {len(answer.holes)} 个已知漏洞。升级后运行 make lock，再审计一次。")
        return FOUND
    say(f"{counted}，没有已知漏洞。")
    return CLEAN


def not_audited(there: set[str], audited: set[str], why: str) -> int:
    say(f"没有审计成。已安装 {len(there)} 个包，审计了 {len(audited & there)} 个。{why}")
    say("这不算通过。请在连得上漏洞库的机器上运行 make audit，或用 OSV_URL=地址 指定内网的漏洞库。")
    return NOT_AUDITED


def cannot_be_asked(url: str) -> str:
    """Why the list of holes cannot be asked, or "". One that knows of no hole in an old Django is none."""
    if not url.startswith(("https://", "http://")):
        return "网址要以 https:// 开头"
    body = json.dumps(HOLED).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # nosec B310
            known = json.load(answer).get("vulns")
    except (OSError, ValueError, AttributeError) as error:
        return str(getattr(error, "reason", error))
    return "" if known else "它不知道旧版 Django 的任何漏洞，不可信"


def ask(url: str) -> Answer | None:
    """Ask the auditor; None where it did not come to an end."""
    report = HOME / "report.json"
    report.unlink(missing_ok=True)
    command = [str(HOME / "bin" / "pip-audit"), "--path", str(site_of(VENV)), "--strict", "--desc", "off"]
    command += ["-s", "osv", "--osv-url", url, "-f", "json", "-o", str(report), "--progress-spinner", "off"]
    with (HOME / "log").open("wb") as log, step("逐个审计"):
        subprocess.run([*command, "--cache-dir", str(HOME / "cache")], stdout=log, stderr=log, check=False)
    try:
        return read(json.loads(report.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError):
        return None


def read(report: dict[str, list[dict[str, object]]]) -> Answer:
    """The auditor's report. A package that it skipped was not audited."""
    answer = Answer(set())
    production = LOCKS[0].read_text(encoding="utf-8")
    for package in report["dependencies"]:
        if "skip_reason" in package:
            continue
        name, version = canonical(str(package["name"])), package["version"]
        answer.audited.add(f"{name} {version}")
        use = "生产" if f"\n{name}==" in f"\n{production}" else "开发和测试"
        for hole in package["vulns"]:  # type: ignore[attr-defined]
            mended = "、".join(hole["fix_versions"]) or "还没有修好的版本"
            answer.holes.append(f"{name} {version}（{use}）{hole['id']}：{mended}")
    return answer


def installed(site: Path) -> set[str]:
    """Name and version of every package that stands in the folder."""
    found = metadata.distributions(path=[str(site)])
    return {f"{canonical(package.metadata['Name'])} {package.version}" for package in found}


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def site_of(home: Path) -> Path:
    return next((home / "lib").glob("python3*")) / "site-packages"


def prepare() -> None:
    """Install the auditor, by its own lock, unless it is there."""
    stamp = HOME / "installed"
    lock = LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return
    venv.create(HOME, clear=True)
    command = [str(UV), "pip", "install", "-q", "--require-hashes", "--python", str(HOME / "bin" / "python")]
    done = subprocess.run([*command, "-r", str(LOCK)], env=uv_environment(), capture_output=True, check=False)
    if done.returncode:
        raise Refusal(
            f"审计工具装不上，请检查网络或镜像设置：\n{done.stderr.decode(errors='replace')[-1500:]}"
        )
    stamp.write_text(lock, encoding="utf-8")
