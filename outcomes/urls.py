from django.urls import path

from . import views

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", views.index, name="index"),
    path("outcomes/draft/add/", views.create, name="create"),
    path("outcomes/draft/<slug:slug>/", views.edit, name="edit"),
    path("outcomes/draft/<slug:slug>/publish/", views.publish, name="publish"),
    path("outcomes/draft/<slug:slug>/measures/add/", views.add_measure, name="add_measure"),
    path("outcomes/draft/<slug:slug>/measures/<uuid:pk>/", views.edit_measure, name="edit_measure"),
    path("outcomes/draft/<slug:slug>/measures/<uuid:pk>/remove/", views.remove_measure, name="remove_measure"),
    path("outcomes/draft/<slug:slug>/measures/<uuid:pk>/target/", views.add_target, name="add_target"),
    path("outcomes/draft/<slug:slug>/measures/<uuid:pk>/values/", views.put_observations, name="put_observations"),
    path("outcomes/draft/<slug:slug>/targets/<uuid:pk>/remove/", views.remove_target, name="remove_target"),
    path("outcomes/excel/<slug:organisation>/<slug:book>/", views.bring_back, name="bring_back"),
    path("outcomes/excel/<slug:organisation>/<slug:book>/download/", views.workbook, name="workbook"),
    path("outcomes/excel/<slug:organisation>/<slug:book>/<uuid:pk>/", views.brought_back, name="brought_back"),
    path("outcomes/excel/<slug:organisation>/<slug:book>/<uuid:pk>/undo/", views.undo_workbook, name="undo_workbook"),
    path("outcomes/<slug:slug>/", views.detail, name="detail"),
]
