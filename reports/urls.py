from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("build/", views.report_build, name="build"),
    path("<str:quarter>/", views.report_detail, name="detail"),
    path("<str:quarter>/v<int:version>/", views.report_detail, name="version"),
    path("<str:quarter>/v<int:version>/<slug:format>/", views.paper_download, name="download"),
]
