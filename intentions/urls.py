from django.urls import path

from . import views

app_name = "intentions"
urlpatterns = [
    path("rounds/<slug:round>/draft/<ref:reference>/", views.edit, name="edit"),
    path("rounds/<slug:round>/draft/<ref:reference>/submit/", views.submit, name="submit"),
    path("rounds/<slug:round>/draft/<ref:reference>/take-back/", views.take_back, name="take_back"),
    path("rounds/<slug:round>/draft/<ref:reference>/approve/", views.approve, name="approve"),
    path("rounds/<slug:round>/draft/<ref:reference>/return/", views.return_, name="return"),
    path("rounds/<slug:round>/draft/<ref:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("rounds/<slug:round>/draft/<ref:reference>/next/", views.open_next, name="open_next"),
]
