from django.urls import path

from . import views
from .views import aspects, carrying, compare, front, reading

app_name = "intentions"
urlpatterns = [
    path("rounds/", reading.rounds, name="rounds"),
    path("rounds/<slug:round>/view/", aspects.view, name="view"),
    path("rounds/<slug:round>/compare/", compare.compare, name="compare"),
    path("plans/", reading.plans, name="plans"),
    path("plans/<slug:slug>/", reading.plan, name="plan"),
    path("rounds/start/", views.start, name="start"),
    path("rounds/<slug:round>/draft/", views.draft, name="draft"),
    path("rounds/<slug:round>/draft/problems/", views.problems, name="problems"),
    path("rounds/<slug:round>/draft/problems/<slug:key>/right/", views.accept, name="accept"),
    path("rounds/<slug:round>/draft/problems/<slug:key>/again/", views.look_again, name="look_again"),
    path("rounds/<slug:round>/draft/front/", front.front, name="front"),
    path("rounds/<slug:round>/draft/front/<slug:kind>/add/", front.add_passage, name="add_passage"),
    path("rounds/<slug:round>/draft/front/<slug:kind>/<uuid:pk>/", front.edit_passage, name="edit_passage"),
    path("rounds/<slug:round>/draft/front/<slug:kind>/<uuid:pk>/remove/", front.remove_passage, name="remove_passage"),
    path("rounds/<slug:round>/draft/dates/", front.edit_round, name="edit_round"),
    path("rounds/<slug:round>/draft/move/<slug:kind>/<uuid:pk>/", front.move, name="move"),
    path("rounds/<slug:round>/draft/still-true/", carrying.still_true, name="still_true"),
    path("rounds/<slug:round>/draft/<ref:reference>/still-true/", carrying.confirm, name="confirm"),
    path("rounds/<slug:round>/draft/money/", views.money, name="money"),
    path("rounds/<slug:round>/draft/compare/", compare.compare_draft, name="compare_draft"),
    path("rounds/<slug:round>/draft/add/", views.create, name="create"),
    path("rounds/<slug:round>/draft/add-chapter/", views.create_chapter, name="create_chapter"),
    path("rounds/<slug:round>/draft/<code:code>/", views.chapter, name="chapter"),
    path("rounds/<slug:round>/draft/<ref:reference>/", views.edit, name="edit"),
    path("rounds/<slug:round>/draft/<ref:reference>/compare/", compare.compare_versions, name="compare_versions"),
    path("rounds/<slug:round>/draft/<ref:reference>/assign/", views.assign, name="assign"),
    path("rounds/<slug:round>/draft/<ref:reference>/submit/", views.submit, name="submit"),
    path("rounds/<slug:round>/draft/<ref:reference>/take-back/", views.take_back, name="take_back"),
    path("rounds/<slug:round>/draft/<ref:reference>/approve/", views.approve, name="approve"),
    path("rounds/<slug:round>/draft/<ref:reference>/return/", views.return_, name="return"),
    path("rounds/<slug:round>/draft/<ref:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("rounds/<slug:round>/draft/<ref:reference>/next/", views.open_next, name="open_next"),
]
