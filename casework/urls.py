from django.urls import path

from casework import agenda_views, limit_views, views

app_name = "casework"

urlpatterns = [
    path("todo/", views.todo, name="todo"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("people/<int:pk>/", views.reveal, name="reveal"),
    path("files/<int:pk>/", views.attachment, name="attachment"),
    path("files/<int:pk>/<slug:size>/", views.attachment, name="attachment_small"),
    path("calendar/", agenda_views.calendar, name="calendar"),
    path("calendar/feed.ics", agenda_views.feed_file, name="feed_file"),
    path("calendar/years/", limit_views.notice_years, name="notice_years"),
    path("calendar/years/upload/", limit_views.upload_year, name="upload_year"),
    path("calendar/years/<int:pk>/confirm/", limit_views.confirm_year, name="confirm_year"),
    path("calendar/years/<int:pk>/refuse/", limit_views.refuse_year, name="refuse_year"),
    path("me/calendar/", agenda_views.feed_page, name="feed"),
    path("me/calendar/renew/", agenda_views.renew_feed, name="renew_feed"),
    path("me/calendar/revoke/", agenda_views.revoke_feed, name="revoke_feed"),
    path("rules/", limit_views.rule_list, name="rules"),
    path("rules/<str:key>/", limit_views.rule, name="rule"),
    path("limits/<int:pk>/extend/", limit_views.extend, name="extend"),
    path("extensions/<int:pk>/", limit_views.decide, name="decide_extension"),
]
