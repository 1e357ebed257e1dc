"""All addresses of the portal."""

from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from accounts.views.sign_in import sign_in
from casework.api import TodoView
from disputes.api import DisputeViewSet
from governance.views import healthz, home
from grids.api import CaseViewSet
from petitions.api import PetitionViewSet
from pilot.api import TaskViewSet
from stability.api import StabilityViewSet

router = DefaultRouter()
router.include_format_suffixes = False  # one address for one thing: there is JSON alone
router.register("cases", CaseViewSet, basename="case")
router.register("disputes", DisputeViewSet, basename="dispute")
router.register("petitions", PetitionViewSet, basename="petition")
router.register("tasks", TaskViewSet, basename="task")
router.register("stability", StabilityViewSet, basename="stability")

handler400 = "governance.errors.bad_request"
handler403 = "governance.errors.permission_denied"
handler404 = "governance.errors.page_not_found"

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("login/", sign_in, name="login"),
    path("", include("casework.urls")),
    path("", include("accounts.urls")),
    path("cases/", include("grids.urls")),
    path("s/", include("governance.resident_urls")),
    path("disputes/tables/", include("figures.dispute_tables.urls")),
    path("disputes/", include("disputes.urls")),
    path("petitions/tables/", include("figures.petition_tables.urls")),
    path("petitions/", include("petitions.urls")),
    path("activities/", include("activities.urls")),
    path("pilot/", include("pilot.urls")),
    path("progress/", include("progress.urls")),
    path("outcomes/", include("outcomes.urls")),
    path("assess/", include("assessment.urls")),
    path("admission/", include("admission.urls")),
    path("stability/", include("stability.urls")),
    path("audit/", include("audit.urls")),
    path("jobs/", include("jobs.urls")),
    path("board/", include("figures.urls")),
    path("reports/", include("reports.urls")),
    path("api/v1/todo/", TodoView.as_view(), name="api-todo"),
    path("api/v1/", include(router.urls)),
    path("admin/", admin.site.urls),
]
