from django.urls import path

from disputes import dossier_views, template_views, views
from disputes.rewards import views as rewards
from disputes.roll import views as roll
from disputes.sweeps import views as sweeps
from disputes.workflow import DISPUTE_FLOW

app_name = "disputes"

urlpatterns = [
    path("", views.DisputeListView.as_view(), name="list"),
    path("new/", views.dispute_new, name="new"),
    path("by-person/", views.by_person, name="by_person"),
    path("templates/", template_views.template_list, name="templates"),
    path("templates/<slug:paper>/", template_views.template, name="template"),
    path("templates/<slug:paper>/default/", template_views.template_default, name="template_default"),
    path("templates/<slug:paper>/start/", template_views.template_start, name="template_start"),
    path("templates/<slug:paper>/<int:version>/", template_views.template_version, name="template_version"),
    path("sweeps/", sweeps.plans, name="sweeps"),
    path("sweeps/new/", sweeps.plan_new, name="sweep_new"),
    path("sweeps/<int:pk>/", sweeps.plan_detail, name="sweep_plan"),
    path("sweeps/<int:pk>/chase/", sweeps.plan_chase, name="sweep_chase"),
    path("sweeps/<int:pk>/withdraw/", sweeps.plan_withdraw, name="sweep_withdraw"),
    path("sweeps/<int:pk>/export/", sweeps.plan_export, name="sweep_export"),
    path("sweeps/rows/<int:pk>/", sweeps.sweep_detail, name="sweep"),
    path("sweeps/rows/<int:pk>/sign/", sweeps.sweep_sign, name="sweep_sign"),
    path("sweeps/rows/<int:pk>/fault/", sweeps.sweep_fault, name="sweep_fault"),
    path("roll/", roll.roll, name="roll"),
    path("roll/export/", roll.export, name="roll_export"),
    path("rewards/", rewards.claims, name="rewards"),
    path("rewards/export/", rewards.export, name="reward_export"),
    path("rewards/publish/", rewards.publish, name="reward_publish"),
    path("rewards/<int:pk>/", rewards.claim_detail, name="reward"),
    path("rewards/<int:pk>/check/", rewards.claim_check, name="reward_check"),
    path("rewards/<int:pk>/object/", rewards.claim_object, name="reward_object"),
    path("rewards/<int:pk>/answer/", rewards.claim_answer, name="reward_answer"),
    path("rewards/for/<str:number>/", rewards.claim_new, name="reward_claim"),
    path("<str:number>/", views.DisputeDetailView.as_view(), name="detail"),
    path("<str:number>/print/", views.DisputePrintView.as_view(), name="print"),
    path("<str:number>/dossier/", dossier_views.dossier, name="dossier"),
    path("<str:number>/dossier/full/", dossier_views.paper_full, name="paper_full"),
    path("<str:number>/dossier/bind/", dossier_views.bind, name="bind"),
    path("<str:number>/dossier/bound/<int:pk>/", dossier_views.volume, name="volume"),
    path("<str:number>/dossier/<slug:paper>/<slug:format>/", dossier_views.paper, name="paper"),
    *(
        path(f"<str:number>/{move.name}/", views.DisputeMoveView.as_view(move=move.name), name=move.name)
        for move in DISPUTE_FLOW
    ),
]
