"""What the bench's gunicorn serves: the portal as it is, or the floor, by DJANGO_SETTINGS_MODULE; metered."""

from django.core.wsgi import get_wsgi_application

from benchmarks.apparatus.meter import metered

application = metered(get_wsgi_application())
