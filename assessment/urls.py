from django.urls import path

from assessment import acts_views, scheme_views, views

app_name = "assessment"

urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.open_run, name="open"),
    path("schemes/", scheme_views.schemes, name="schemes"),
    path("schemes/new/", scheme_views.scheme_new, name="scheme_new"),
    path("schemes/<int:pk>/", scheme_views.scheme, name="scheme"),
    path("schemes/<int:pk>/export/", scheme_views.scheme_export, name="scheme_export"),
    path("schemes/<int:pk>/import/", scheme_views.scheme_import, name="scheme_import"),
    path("schemes/<int:pk>/adopt/", scheme_views.scheme_adopt, name="scheme_adopt"),
    path("schemes/<int:pk>/discard/", scheme_views.scheme_discard, name="scheme_discard"),
    path("scores/<int:pk>/", views.score, name="score"),
    path("scores/<int:pk>/appeal/", acts_views.appeal, name="appeal"),
    path("scores/<int:pk>/correct/", acts_views.correct, name="correct"),
    path("appeals/<int:pk>/answer/", acts_views.answer, name="answer"),
    path("corrections/<int:pk>/confirm/", acts_views.confirm, name="confirm"),
    path("<str:quarter>/", views.run, name="run"),
    path("<str:quarter>/export/", views.export, name="export"),
    path("<str:quarter>/questions/", views.questions, name="questions"),
    path("<str:quarter>/fill/", acts_views.fill_list, name="fill_list"),
    path("<str:quarter>/fill/<int:target>/<int:indicator>/", acts_views.fill, name="fill"),
    path("<str:quarter>/<int:unit>/", views.card, name="card"),
    path("<str:quarter>/<int:unit>/sign/", acts_views.sign, name="sign"),
    path("<str:quarter>/<int:unit>/return/", acts_views.return_entries, name="return"),
    path("<str:quarter>/<str:deed>/", views.press, name="press"),
]
