# Read by gunicorn by itself, from the folder in which it is started.
logger_class = "governance.weblog.MaskedLogger"
# Without the query and the referrer: what people look for is nobody's business.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)s ms "%(a)s"'
