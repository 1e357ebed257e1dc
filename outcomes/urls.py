from django.urls import path

from outcomes import award_views, honour_views, measure_views, scheme_views, views

app_name = "outcomes"

urlpatterns = [
    path("", views.home, name="home"),
    path("measures/", measure_views.measures, name="measures"),
    path("measures/new/", measure_views.measure_new, name="measure_new"),
    path("measures/<int:pk>/", measure_views.measure, name="measure"),
    path("measures/<int:pk>/draft/<str:format>/", measure_views.measure_draft, name="measure_draft"),
    path("measures/<int:pk>/<str:deed>/", measure_views.measure_deed, name="measure_deed"),
    path("schemes/", scheme_views.schemes, name="schemes"),
    path("schemes/new/", scheme_views.scheme_new, name="scheme_new"),
    path("schemes/<int:pk>/", scheme_views.scheme, name="scheme"),
    path("schemes/<int:pk>/discard/", scheme_views.scheme_discard, name="scheme_discard"),
    path("schemes/<int:pk>/<str:deed>/", scheme_views.scheme_deed, name="scheme_deed"),
    path("schemes/<int:pk>/<str:part>/<int:line>/drop/", scheme_views.scheme_drop, name="scheme_drop"),
    path("awards/<int:pk>/", award_views.award, name="award"),
    path("awards/<int:pk>/export/", award_views.award_export, name="award_export"),
    path("awards/<int:pk>/<str:deed>/", award_views.award_move, name="award_move"),
    path("allocations/<int:pk>/voucher/", award_views.voucher_new, name="voucher_new"),
    path("allocations/<int:pk>/object/", award_views.allocation_object, name="allocation_object"),
    path("objections/<int:pk>/answer/", award_views.objection_answer, name="objection_answer"),
    path("honours/", honour_views.rolls, name="rolls"),
    path("honours/new/", honour_views.roll_new, name="roll_new"),
    path("honours/<int:pk>/", honour_views.roll, name="roll"),
    path("honours/<int:pk>/nominate/", honour_views.nominate, name="nominate"),
    path("honours/<int:pk>/<str:deed>/", honour_views.roll_move, name="roll_move"),
    path("nominations/<int:pk>/strike/", honour_views.nomination_strike, name="nomination_strike"),
    path("nominations/<int:pk>/object/", honour_views.nomination_object, name="nomination_object"),
    path("papers/", views.papers, name="papers"),
    path("papers/<int:pk>/<str:format>/", views.paper, name="paper"),
    path("summaries/", views.summaries, name="summaries"),
    path("summaries/<int:unit>/<int:year>/", views.summary, name="summary"),
    path("summaries/<int:unit>/<int:year>/sign/", views.summary_sign, name="summary_sign"),
    path("summaries/<int:unit>/<int:year>/draft/<str:format>/", views.summary_draft, name="summary_draft"),
]
