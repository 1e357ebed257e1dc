"""A signal at the worst moment: right behind the lock that Popen.poll takes, before it can let go."""

import subprocess
import sys

from stack.place import ROOT

WORST = """
import os, pathlib, signal, sys, tempfile
from stack import ending
from stack.place import Place
from stack.processes import Child, Children

class Meddling:
    def __init__(self, lock):
        self.lock = lock
    def acquire(self, *how):
        taken = self.lock.acquire(*how)
        os.kill(os.getpid(), signal.SIGTERM)
        return taken
    def release(self):
        self.lock.release()

ending.listen()
children = Children(Place(pathlib.Path(tempfile.mkdtemp())))
child = Child("sleep", ["sleep", "60"], dict(os.environ), pathlib.Path("/dev/null"), patience=1)
children.start(child)
child.process._waitpid_lock = Meddling(child.process._waitpid_lock)
try:
    children.watch_once()
except KeyboardInterrupt:
    print("asked to end")
child.process._waitpid_lock = child.process._waitpid_lock.lock
children.stop()
print("ended")
"""


def test_a_signal_while_programs_are_watched_ends_them_all() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORST], cwd=ROOT, capture_output=True, text=True, timeout=20, check=False
    )
    assert done.stdout.splitlines() == ["asked to end", "ended"], done.stderr
