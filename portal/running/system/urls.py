"""The operator's pages: the portal's wellbeing, and the register."""

from django.urls import path

from portal.people.views import bulk, register, workbook

from . import views

app_name = "system"
urlpatterns = [
    path("", views.system, name="index"),
    path("prints/<uuid:pk>/again/", views.print_again, name="print_again"),
    path("organisations/", register.organisations, name="organisations"),
    path("organisations/add/", register.add_organisation, name="add_organisation"),
    path("organisations/list/", bulk.bring_in, name="bring_in"),
    path("organisations/excel/", workbook.register, name="register_workbook"),
    path("organisations/excel/download/", workbook.register_file, name="register_file"),
    path("organisations/excel/<uuid:pk>/", workbook.register_brought, name="register_brought"),
    path("organisations/excel/<uuid:pk>/undo/", workbook.undo_register, name="undo_register"),
    path("organisations/<slug:slug>/", register.organisation, name="organisation"),
    path("organisations/<slug:slug>/change/", register.change, name="change"),
    path("organisations/<slug:slug>/check/", register.check, name="check"),
    path("organisations/<slug:slug>/close/", register.close, name="close"),
    path("organisations/<slug:slug>/successor/", register.succeed, name="succeed"),
    path("organisations/<slug:slug>/administrator/", register.administrator, name="administrator"),
    path("organisations/<slug:slug>/members/add/", register.add_member, name="add_member"),
    path("organisations/<slug:slug>/members/<uuid:pk>/end/", register.end_member, name="end_member"),
    path("places/", register.places, name="places"),
    path("places/add/", register.add_place, name="add_place"),
]
