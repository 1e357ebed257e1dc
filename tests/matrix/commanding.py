"""Every command, written by hand: what it does, and whether the walk may run it."""

# Command: what it prints. Commands are run by whoever keeps the server; they print numbers and names of
# areas and units, never a word of a matter or of a person.
COMMANDS = {
    "import_areas": "numbers",
    "import_cases": "numbers",
    "import_holidays": "numbers",
    "import_petitions": "numbers",
    "load_catalogue": "numbers",
    "measure_suggestions": "numbers",
    "train_categories": "numbers",
    "measure_categories": "numbers",
    "measure_petition_hints": "numbers",
    "draw_workflows": "nothing of the database",
    "makemigrations": "nothing of the database",
    "figures": "sums by area, unit, category or source",
    "roll_up": "numbers",
    "report": "where the papers were written, and sums",
    "anonymise": "numbers",
    "heartbeats": "names of tasks, and moments",
    "files_left": "numbers",
    "rebuild_search": "numbers",
    "rotate_field_keys": "numbers",
    "seal_audit": "numbers",
    "audit_head": "a hash",
    "verify_audit": "numbers",
    "expire_audit": "numbers",
    "first_administrators": "the temporary passwords of those it is told",
    "temporary_password": "the temporary password of the one it is told",
    "demo_data": "refuses where people are real",
    "demo_accounts": "refuses where people are real",
    "prepare_database": "nothing of the database",
}
# Run by the owner, tests/security and tests/audit hold what they do to the database; or read no database.
RUN_ELSEWHERE = frozenset(
    {"prepare_database", "expire_audit", "measure_categories", "measure_petition_hints"}
)
