from django.urls import path

from . import views

app_name = "alerts"
urlpatterns = [
    path("", views.index, name="index"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("yours/<str:token>/", views.yours, name="yours"),
    path("leave/<str:token>/", views.leave, name="leave"),
    path("<slug:kind>/<slug:slug>/", views.subscribe, name="subscribe"),
]
