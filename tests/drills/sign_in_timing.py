"""How long a failing sign-in takes for an existing, an unknown and a disabled user, with the real hash.

    python3 -m stack run python -m tests.drills.sign_in_timing [tries of each]

Prints the medians, and for each pair the AUC of the best guess from the time alone: 0.5 is a coin.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import combinations

import django
from django.conf import settings

REAL = ["accounts.hashers.CappedArgon2PasswordHasher"]
PASSWORD = "Correct-horse-1"


def auc(one: list[float], other: list[float]) -> float:
    """How often a time of the one is above a time of the other; told apart either way, so 0.5 to 1."""
    above = sum((a > b) + (a == b) / 2 for a in one for b in other) / (len(one) * len(other))
    return max(above, 1 - above)


def measured(tries: int) -> dict[str, list[float]]:
    """Milliseconds of each try, through the page, from a browser and an address never seen before."""
    from django.test import Client

    from accounts.models import User

    for name, active in (("existing", True), ("disabled", False)):
        user = User(username=name, name=name, is_active=active)
        user.set_password(PASSWORD)
        user.save()
    times: dict[str, list[float]] = {"existing": [], "unknown": [], "disabled": []}
    for number in range(tries + 5):
        for name in random.sample(sorted(times), 3):
            # Each try in its own half hour, so that no limit answers in the hash's place.
            forget_tries()
            client = Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")
            began = time.perf_counter()
            answer = client.post("/login/", {"username": name, "password": "wrong-Password-1"})
            taken = (time.perf_counter() - began) * 1000
            assert "用户名或密码不对" in answer.content.decode()
            if number >= 5:  # the first warm the process up
                times[name].append(taken)
    return times


def forget_tries() -> None:
    from accounts.models import Attempt

    Attempt.objects.all().delete()


def main(tries: int) -> None:
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from security import context
    from security.owner import as_owner
    from security.preparing import prepare

    settings.PASSWORD_HASHERS = REAL
    setup_test_environment()
    context.fall_back_on("drill")
    with as_owner():
        made = setup_databases(verbosity=0, interactive=False)
        prepare()
    try:
        times = measured(tries)
    finally:
        with as_owner():
            teardown_databases(made, verbosity=0)
    sys.stdout.writelines(told(times))


def told(times: dict[str, list[float]]) -> Iterator[str]:
    """A line for each kind of user, and one for each pair."""
    for name, own in times.items():
        middle, spread = statistics.median(own), statistics.quantiles(own, n=20)
        yield f"{name:9} n={len(own)} median {middle:.1f} ms, p5 {spread[0]:.1f}, p95 {spread[-1]:.1f}\n"
    for one, other in combinations(times, 2):
        yield f"{one} / {other}: AUC {auc(times[one], times[other]):.3f}\n"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
