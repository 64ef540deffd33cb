"""Every address of the portal. Drafts and public text never share one."""

from django.urls import include, path, register_converter

from portal.nhsuk.paths import Code, Reference

register_converter(Reference, "ref")
register_converter(Code, "code")

from . import views  # noqa: E402  the apps' paths use the converters
from .api import urlpatterns as api_addresses  # noqa: E402

urlpatterns = [
    path("", views.front, name="front"),
    path("home/", views.home, name="home"),
    path("", include("portal.people.urls")),
    path("meetings/calendar.ics", views.meetings_calendar, name="meetings_calendar"),
    path("meetings/<slug:slug>/calendar.ics", views.meeting_calendar, name="meeting_calendar"),
    path("calendar/<str:token>.ics", views.own_calendar, name="own_calendar"),
    path("invitations/<str:uid>/<str:token>/", views.join, name="invitation"),
    path("invitations/<str:uid>/<str:token>/again/", views.new_link, name="new_link"),
    path("", include("portal.running.urls")),
    path("", include("intentions.urls")),
    path("", include("outcomes.urls")),
    path("", include("providers.urls")),
    path("", include("committees.urls")),
    path("system/organisations/<slug:slug>/hand-on/<int:pk>/", views.hand_on, name="hand_on"),
    path("system/organisations/<slug:slug>/merge/", views.merge, name="merge"),
    path("organisations/<slug:slug>/people/<uuid:pk>/remove/", views.remove, name="remove_person"),
    path("system/", include("portal.running.system.urls")),
    path("emails/", include("portal.alerts.urls")),
    path("search/", views.search, name="search"),
    path("history/", views.history, name="history"),
    path("saved/<slug:kind>/<uuid:pk>/", views.saved_states, name="saved_states"),
    path("saved/<slug:kind>/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("saved/<slug:kind>/<uuid:pk>/<int:number>/", views.saved_state, name="saved_state"),
    path("saved/<slug:kind>/<uuid:pk>/<int:number>/bring-back/", views.bring_back, name="bring_back"),
    path("pasted/", views.read_pasted, name="pasted"),
    path("data/", views.data, name="data"),
    path("help/", views.help_page, name="help"),
    path("help/glossary/", views.glossary, name="glossary"),
    path("help/<slug:page>/", views.help_page, name="help_on"),
    path("rounds/<slug:round>/", views.round_, name="round"),
    path("rounds/<slug:round>/preview/", views.preview_round, name="preview_round"),
    path("rounds/<slug:round>/<ref:reference>/", views.intention, name="intention"),
    path("api/v1/", include((api_addresses, "api"))),
]

handler429 = "portal.views.standing.too_many_tries"
