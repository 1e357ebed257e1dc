"""What runs by itself, and how often. Celery only wakes sweeps; what is due stands in the database."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "remind": {"task": "casework.tasks.remind", "schedule": 180.0},
    "resume_postponed": {"task": "casework.tasks.resume_postponed", "schedule": 600.0},
    "watch_calendar": {"task": "casework.tasks.watch_calendar", "schedule": crontab(hour="8", minute="30")},
    "lapse_petitions": {
        "task": "petitions.tasks.lapse_petitions",
        "schedule": crontab(minute="25", hour="*/4"),
    },
    "make_sweeps": {"task": "disputes.tasks.make_sweeps", "schedule": crontab(minute="5", hour="*/4")},
    "collect_returns": {"task": "progress.tasks.collect_returns", "schedule": crontab(hour="8", minute="10")},
    "count_open_runs": {"task": "assessment.tasks.count_open_runs", "schedule": crontab(minute="35")},
    "deliver_messages": {"task": "casework.tasks.deliver_messages", "schedule": 30.0},
    "anonymise": {
        "task": "casework.tasks.anonymise",
        "schedule": crontab(day_of_month="1", hour="3", minute="0"),
    },
    "resume_jobs": {"task": "jobs.tasks.resume_jobs", "schedule": 20.0},
    "seal_audit": {"task": "audit.tasks.seal", "schedule": 30.0},
    "anchor_audit": {"task": "audit.tasks.anchor", "schedule": crontab(minute=10)},
    "clear_sign_in_log": {
        "task": "accounts.tasks.clear_sign_in_log",
        "schedule": crontab(hour="3", minute="20"),
    },
    "drop_volumes": {"task": "disputes.tasks.drop_volumes", "schedule": crontab(hour="3", minute="40")},
    "roll_up_running_quarter": {
        "task": "figures.tasks.roll_up_running_quarter",
        "schedule": crontab(minute="*/5"),
    },
}
