from django.urls import path

from casework import file_views, views

app_name = "casework"

urlpatterns = [
    path("todo/", views.todo, name="todo"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("people/<int:pk>/", views.reveal, name="reveal"),
    path("files/<int:pk>/", file_views.attachment, name="attachment"),
    path("files/<int:pk>/original/", file_views.original, name="original"),
    path("files/<int:pk>/<slug:size>/", file_views.picture, name="picture"),
    path("files/to/<str:number>/", file_views.add, name="add_files"),
]
