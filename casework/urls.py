from django.urls import path

from casework import file_views, outbox, search_views, views
from casework.views import intake, together
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
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("messages/", outbox.outbox, name="outbox"),
    path("messages/<uuid:parcel>/<slug:verdict>/", outbox.settle, name="settle"),
    path("matters/<str:number>/nudge/", views.nudge, name="nudge"),
    path("people/<int:pk>/", views.reveal, name="reveal"),
    path("files/<int:pk>/", file_views.attachment, name="attachment"),
    path("files/<int:pk>/original/", file_views.original, name="original"),
    path("files/<int:pk>/<slug:size>/", file_views.picture, name="picture"),
    path("files/to/<str:number>/", file_views.add, name="add_files"),
]
