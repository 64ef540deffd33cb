from django.urls import path

from . import views

app_name = "committees"
urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/call/", views.call, name="call"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("meetings/<slug:slug>/draft/", views.prepare, name="prepare"),
    path("meetings/<slug:slug>/draft/add/", views.add_item, name="add_item"),
    path("meetings/<slug:slug>/draft/cancel/", views.cancel, name="cancel"),
    path("meetings/<slug:slug>/draft/publish/", views.publish_agenda, name="publish_agenda"),
    path("meetings/<slug:slug>/draft/issue/", views.issue_pack, name="issue_pack"),
    path("items/<uuid:pk>/edit/", views.edit_item, name="edit_item"),
    path("items/<uuid:pk>/move/", views.move_item, name="move_item"),
    path("items/<uuid:pk>/remove/", views.remove_item, name="remove_item"),
    path("items/<uuid:pk>/annex/", views.annex, name="annex"),
    path("papers/make/", views.make_paper, name="make_paper"),
    path("papers/<slug:slug>/", views.paper, name="paper"),
    path("papers/<slug:slug>/pdf/", views.paper_pdf, name="paper_pdf"),
    path("papers/<slug:slug>/draft/progress/", views.paper_progress, name="paper_progress"),
    path("papers/<slug:slug>/draft/", views.paper_draft, name="paper_draft"),
    path("papers/<slug:slug>/draft/preview/", views.preview, name="preview"),
    path("papers/<slug:slug>/draft/clear/", views.clear, name="clear"),
    path("papers/<slug:slug>/draft/reopen/", views.reopen, name="reopen"),
    path("papers/<slug:slug>/draft/withdraw/", views.withdraw, name="withdraw"),
    path("packs/<uuid:pk>/", views.pack, name="pack"),
    path("packs/<uuid:pk>/progress/", views.progress, name="progress"),
    path("packs/<uuid:pk>/web/", views.pack_web, name="pack_web"),
    path("packs/<uuid:pk>/pdf/", views.pack_pdf, name="pack_pdf"),
    path("packs/<uuid:pk>/retry/", views.retry, name="retry"),
]
