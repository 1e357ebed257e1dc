from django.urls import path

from casework import search_views, views

app_name = "casework"

urlpatterns = [
    path("todo/", views.todo, name="todo"),
    path("search/", search_views.search, name="search"),
    path("filters/", search_views.filter_save, name="filter_save"),
    path("filters/<int:pk>/delete/", search_views.filter_delete, name="filter_delete"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("people/<int:pk>/", views.reveal, name="reveal"),
    path("files/<int:pk>/", views.attachment, name="attachment"),
    path("files/<int:pk>/<slug:size>/", views.attachment, name="attachment_small"),
]
