#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

WITHOUT_CONTEXT = {"shell", "dbshell", "runserver"}  # there, say yourself in whose name you ask

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "governance.settings.demo")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from security.context import everything

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in WITHOUT_CONTEXT or not settings.SECRET_KEY:
        execute_from_command_line(sys.argv)
    else:
        with everything(f"command:{command}"):
            execute_from_command_line(sys.argv)
