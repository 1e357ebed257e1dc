from django.urls import path

from casework import agenda_views, file_views, limit_views, outbox, search_views, views
from casework.views import intake, notices, revealing, together
from casework.views.todo import todo

app_name = "casework"

urlpatterns = [
    path("todo/", todo, name="todo"),
    path("intake/", intake.intake, name="intake"),
    path("intake/together/", together.together, name="together"),
    path("intake/undo/<uuid:press>/", intake.take_back, name="take_back"),
    path("intake/<str:number>/<str:deed>/", intake.act, name="act"),
    path("search/", search_views.search, name="search"),
    path("filters/", search_views.filter_save, name="filter_save"),
    path("filters/<int:pk>/delete/", search_views.filter_delete, name="filter_delete"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/read/", notices.read_notices, name="read_notices"),
    path("messages/", outbox.outbox, name="outbox"),
    path("messages/<uuid:parcel>/<slug:verdict>/", outbox.settle, name="settle"),
    path("matters/<str:number>/nudge/", notices.nudge, name="nudge"),
    path("joined/", views.joined_list, name="joined"),
    path("people/<int:pk>/", revealing.reveal, name="reveal"),
    path("files/<int:pk>/", file_views.attachment, name="attachment"),
    path("files/<int:pk>/original/", file_views.original, name="original"),
    path("files/<int:pk>/<slug:size>/", file_views.picture, name="picture"),
    path("files/to/<str:number>/", file_views.add, name="add_files"),
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
