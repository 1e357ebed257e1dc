# Read by gunicorn by itself, from the folder in which it is started.
# Longer than the checks of one form's files may take (UPLOAD_SECONDS_AT_ONCE, and the last of them).
timeout = 90
logger_class = "governance.weblog.MaskedLogger"
# Without the query and the referrer: what people look for is nobody's business.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)s ms "%(a)s"'
