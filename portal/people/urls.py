"""Log in, the account, and the people of an organisation. Of django-allauth's pages only those we use have an address."""

from allauth.account import views as entrance
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from .views import account, bulk, calendar, invitation, keys, people, workbook

entrance_urls = [
    path("login/", entrance.login, name="account_login"),
    path("logout/", entrance.logout, name="account_logout"),
    path("login/inactive/", entrance.account_inactive, name="account_inactive"),
    path("login/again/", entrance.reauthenticate, name="account_reauthenticate"),
    path("login/help/", entrance.password_reset, name="account_reset_password"),
    path("login/help/sent/", entrance.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^login/help/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("login/help/done/", entrance.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("login/code/", entrance.confirm_login_code, name="account_confirm_login_code"),
    path("lists/<uuid:pk>/", bulk.brought_in, name="brought_in"),
    path("invitations/<uuid:pk>/", invitation.accept, name="offer"),
    path("invitations/<uuid:pk>/again/", invitation.invite_again, name="invite_again"),
    path("invitations/<uuid:pk>/take-back/", invitation.take_back, name="take_back_offer"),
]
account_urls = [
    path("", account.index, name="index"),
    path("name/", account.name, name="name"),
    path("responses/", account.news, {"of": "responses"}, name="news"),
    path("turns/", account.news, {"of": "turns"}, name="turns"),
    path("organisation/", account.organisation, name="organisation"),
    path("calendar/", calendar.index, name="calendar"),
    path("keys/", keys.index, name="keys"),
    path("keys/add/", keys.add, name="add_key"),
    path("keys/<uuid:pk>/end/", keys.end, name="end_key"),
    path("held/", account.held, name="held"),
    path("stay/", account.stay, name="stay"),
    path("kept/", account.kept, name="kept"),
]
organisation_urls = [
    path("people/", people.index, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/excel/", workbook.people, name="people_workbook"),
    path("people/excel/download/", workbook.people_file, name="people_file"),
    path("people/excel/<uuid:pk>/", workbook.people_brought, name="people_brought"),
    path("people/excel/<uuid:pk>/undo/", workbook.undo_people, name="undo_people"),
]
urlpatterns = [
    *entrance_urls,
    path("account/", include((account_urls, "account"))),
    path("account/password/", entrance.password_change, name="account_change_password"),
    # Who has no password yet is not asked for it: they get a link.
    path("account/password/first/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("organisations/<slug:slug>/", include((organisation_urls, "organisations"))),
]
