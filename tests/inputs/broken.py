"""The portal's addresses and two more, for answers that no page of ours gives by itself."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from governance import urls


def breaks(request):
    raise RuntimeError("broken on purpose, with 330424199001011234 in it")


@require_POST
def busy(request):
    return HttpResponse("等一会儿", status=429)


handler400 = urls.handler400
urlpatterns = [*urls.urlpatterns, path("breaks/", breaks), path("busy/", busy)]
