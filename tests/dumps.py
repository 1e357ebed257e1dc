"""All that the database holds, as a thief of its backup would have it."""

import os
import subprocess

from django.conf import settings
from django.db import connection

from stack.postgres import binaries


def dump() -> str:
    """What pg_dump writes of this test's database when its owner calls it."""
    owner = settings.OWNER_DATABASE
    command = [
        str(binaries() / "pg_dump"),
        "-h",
        owner["HOST"],
        "-p",
        str(owner["PORT"]),
        "-U",
        owner["USER"],
    ]
    done = subprocess.run(
        [*command, connection.settings_dict["NAME"]],
        env={**os.environ, "PGPASSWORD": owner["PASSWORD"]},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
