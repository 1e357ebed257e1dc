from django.urls import path

from pilot import group_views

app_name = "pilot"

urlpatterns = [
    path("group/", group_views.group, name="group"),
    path("group/draft/", group_views.draft, name="draft"),
    path("group/<int:pk>/", group_views.version, name="version"),
    path("group/<int:pk>/adopt/", group_views.adopt, name="adopt"),
    path("group/<int:pk>/discard/", group_views.discard, name="discard"),
    path("group/<int:pk>/<str:part>/", group_views.line_new, name="line_new"),
    path("group/<int:pk>/<str:part>/<int:line>/drop/", group_views.line_drop, name="line_drop"),
]
