import logging
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from gunicorn.config import Config

from governance.celery import app
from governance.weblog import MaskedLogger
from security.logs import MaskedFormatter

PHONE, ID = "13900001234", "11010519491231002X"


@pytest.fixture
def line():
    """Writes a record with a handler as in the settings; what came out."""

    def write(message, *args, **options):
        out = StringIO()
        handler = logging.StreamHandler(out)
        handler.setFormatter(MaskedFormatter("%(levelname)s %(message)s"))
        logger = logging.Logger("test")
        logger.addHandler(handler)
        logger.warning(message, *args, **options)
        return out.getvalue()

    return write


def test_numbers_are_taken_out_of_message_and_arguments(line):
    assert line(f"call {PHONE}") == "WARNING call 〔手机号〕\n"
    assert (
        line("call %s about %r", PHONE, {"id": ID})
        == "WARNING call 〔手机号〕 about {'id': '〔身份证号〕'}\n"
    )


def test_and_out_of_the_trace_of_an_exception_and_of_what_caused_it(line):
    try:
        try:
            raise ValueError(f"Key (id_number)=({ID}) already exists")
        except ValueError as error:
            raise RuntimeError(f"could not call {PHONE}") from error
    except RuntimeError:
        written = line("failed", exc_info=True)
    assert "RuntimeError: could not call 〔手机号〕" in written
    assert "Key (id_number)=(〔身份证号〕) already exists" in written
    assert PHONE not in written
    assert ID not in written


def test_a_refusal_is_told_by_its_place_and_not_by_its_sentence(line):
    class Denied(PermissionDenied):
        pass

    try:
        raise Denied("这是甲单位的报送。")
    except PermissionDenied:
        written = line("Forbidden: %s", "/progress/", exc_info=True)
    assert "甲单位" not in written
    assert "Denied at " in written
    assert "test_logs.py:" in written


def test_every_handler_of_the_settings_masks():
    for handler in settings.LOGGING["handlers"].values():
        formatter = settings.LOGGING["formatters"][handler["formatter"]]
        assert formatter["()"] == "security.logs.MaskedFormatter"
    assert all(not logger.get("handlers") for logger in settings.LOGGING["loggers"].values())
    ours = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    assert [type(handler.formatter) for handler in ours] == [MaskedFormatter]


def test_celery_leaves_the_settings_handlers_in_their_place():
    before = logging.getLogger().handlers[:]
    app.log.setup(loglevel="INFO")
    assert logging.getLogger().handlers == before


def test_gunicorn_masks_what_it_writes_and_writes_no_query(tmp_path):
    read = {}
    exec((settings.BASE_DIR / "gunicorn.conf.py").read_text(), read)  # noqa: S102 - as gunicorn reads it
    assert read["logger_class"] == "governance.weblog.MaskedLogger"
    for atom in ("%(r)s", "%(q)s", "%(f)s"):
        assert atom not in read["access_log_format"]
    config = Config()
    for name in ("errorlog", "accesslog"):
        config.set(name, str(tmp_path / name))
    logger = MaskedLogger(config)
    logger.error("Error handling request /?q=%s", PHONE)
    logger.access_log.info(f"GET /{ID}")
    for handler in [*logger.error_log.handlers, *logger.access_log.handlers]:
        handler.close()
    written = (tmp_path / "errorlog").read_text() + (tmp_path / "accesslog").read_text()
    assert written.endswith("GET /〔身份证号〕\n")
    assert "Error handling request /?q=〔手机号〕" in written
    logger.error_log.handlers.clear()
    logger.access_log.handlers.clear()


def test_nginx_writes_no_query_either():
    conf = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert "access_log /var/log/nginx/access.log plain;" in conf
    plain = conf[conf.index("log_format plain") :].partition(";")[0]
    for variable in ("$request ", '$request"', "$request_uri", "$args", "$query_string", "$http_referer"):
        assert variable not in plain
