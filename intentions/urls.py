from django.urls import path  # noqa: F401

app_name = "intentions"
urlpatterns: list = []
