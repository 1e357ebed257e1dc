"""SQL of our own: every place is known, and takes what people give as parameters, never as its text.

Of the portal itself: stack/ and benchmarks/ are tools of whoever works on it, and see no request.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# SQL that is put together, and of what: names in our own code, never anything that came in.
ASSEMBLED = {
    "accounts/database.py": "the roles' own names",
    "audit/database.py": "names of our own functions and sequences",
    "audit/triggers.py": "names of tables and columns, quoted",
    "audit/services/sealing.py": "names of a seal's own columns",
    "casework/services/opening.py": "names of tables",
    "casework/selectors/hanging.py": "statements that Django's compiler made, side by side",
    "casework/models/access.py": "another constant of ours",
    "casework/models/accusing.py": "a column's name, and who asks, as the database knows it",
    "casework/models/people.py": "constants of ours",
    "casework/database.py": "names of tables and columns, as the kinds declare them",
    "figures/rolling.py": "a statement that Django's compiler made, and names of our own columns",
    "outcomes/models": "constants of ours, and names of tables",
    "assessment/models": "constants of ours, and names of tables",
    "admission/models/records.py": "constants of ours",
    "progress/models/rows.py": "constants of ours",
    "progress/models/records.py": "constants of ours",
    "security/custody.py": "names of tables and columns, and roles",
    "security/preparing": "what the models declare, quoted",
    "casework/services/people.py": "names of the vault's own functions",
    "security/database.py": "what the models declare, quoted, and years",
}
STARTS = (
    *("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "DROP ", "GRANT ", "REVOKE "),
    *("EXISTS ", "WITH ", "ANALYZE ", "DO ", "SET "),
)
FORBIDDEN = {"extra", "RawSQL"}
CHECKER = "security/uploads/checking.py"
OUTWARD = {"casework/channels/web.py", "security/uploads/clamav.py"}


def files():
    for path in sorted(ROOT.glob("*/**/*.py")):
        name = str(path.relative_to(ROOT))
        elsewhere = name.startswith((".", "tests/", "stack/", "benchmarks/", "chaos/"))
        if not elsewhere and "/migrations/" not in name:
            yield name, ast.parse(path.read_text())


FILES = dict(files())


def is_sql(text):
    return isinstance(text, str) and text.lstrip().startswith(STARTS)


def assembled(tree):
    """Lines of SQL that is put together: f-strings, % and + and .format()."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=text), _, *_]) if is_sql(text):
                yield node.lineno
            case ast.BinOp(op=ast.Mod() | ast.Add(), left=ast.Constant(value=text)) if is_sql(text):
                yield node.lineno
            case ast.Attribute(attr="format", value=ast.Constant(value=text)) if is_sql(text):
                yield node.lineno


def modules(tree):
    """What the file imports, by full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def called(tree, *names):
    """Calls of these functions or methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in names:
                yield node


def test_put_together_sql_is_found():
    for bad in ('f"SELECT {x}"', '"SELECT %s" % x', '"DELETE FROM " + x', '"UPDATE {}".format(x)'):
        assert list(assembled(ast.parse(bad))), bad
    assert not list(assembled(ast.parse('"SELECT %s", f"写 {x} 件", "SELECT 1"')))


def test_sql_is_put_together_where_it_was_looked_at_and_nowhere_else():
    found = {name for name, tree in FILES.items() if list(assembled(tree))}
    known = {name for name in found if name in ASSEMBLED or name.rpartition("/")[0] in ASSEMBLED}
    assert found == known
    assert len(FILES) > 150


@pytest.mark.parametrize("name", ASSEMBLED)
def test_what_was_looked_at_is_still_there(name):
    assert (ROOT / name).exists()


def test_no_view_form_or_api_speaks_sql():
    for name, tree in FILES.items():
        if name.rpartition("/")[2] in {"views.py", "forms.py", "api.py", "admin.py"} or "/views/" in name:
            spoken = [*assembled(tree), *(call.lineno for call in called(tree, "execute", "raw"))]
            assert not spoken or name == "governance/views.py", name  # is the database well?


def test_no_query_is_made_of_text():
    for name, tree in FILES.items():
        assert not list(called(tree, *FORBIDDEN)), name


def test_nothing_runs_text_as_code_or_reads_what_may_run():
    """No eval, no pickles, no YAML, no shell: what comes in is read as JSON, CSV, XLSX or a picture.

    Files are looked at by a process of our own, which is the only one that is started.
    """
    imported = {"pickle", "marshal", "shelve", "yaml", "telnetlib", "xmlrpc"}
    for name, tree in FILES.items():
        assert not list(called(tree, "eval", "exec", "system", "popen")), name
        assert not {module.split(".")[0] for module in modules(tree)} & imported, name
        assert "subprocess" not in set(modules(tree)) or name == CHECKER, name
        for call in called(tree, "run", "Popen", "check_output", "call"):
            assert not [word for word in call.keywords if word.arg == "shell"], name


def test_the_one_process_that_is_started_is_our_own_validator():
    """Python with a module of ours; of the file only its name goes along, as JSON in one argument."""
    text, tree = (ROOT / CHECKER).read_text(), FILES[CHECKER]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (started,) = [call for call in calls if ast.unparse(call.func).startswith("subprocess.")]
    assert ast.unparse(started.func) == "subprocess.run"
    assert ast.unparse(started.args[0]) == "command"
    assert 'command = [sys.executable, "-s", "-P", "-m", "security.uploads", json.dumps(limits)]' in text


def test_the_portal_fetches_nothing_from_addresses_that_people_give():
    """No request leaves web or worker but to the database, Redis, the mail server, and the SMS gateway,
    robots and virus scanner whose addresses stand in the settings.
    """
    clients = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "ftplib", "socket"}
    for name, tree in FILES.items():
        assert not set(modules(tree)) & clients or name in OUTWARD, name


def test_what_is_posted_to_services_outside_goes_where_the_settings_say():
    users = {name for name, tree in FILES.items() if "casework.channels.web" in set(modules(tree))}
    assert users == {"casework/channels/robots.py", "casework/channels/sms.py"}
