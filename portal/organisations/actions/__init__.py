from .bulk import bring_in, undo_list
from .calendars import digest_of, end_calendar_link, make_calendar_link, use_calendar_link
from .invitations import accept, invite, invite_again, join, make_operator, offer_fewer, remind_invited, send_new_link, take_back
from .keys import end_key, make_key, use_key
from .people import LastAdministrator, choose_news, forget_second_step, remove, rename
from .register import (
    add_organisation,
    add_place,
    change_organisation,
    check_organisation,
    close_organisation,
    join_group,
    leave_group,
    succeed,
)

__all__ = [
    "LastAdministrator",
    "accept",
    "add_organisation",
    "add_place",
    "bring_in",
    "change_organisation",
    "check_organisation",
    "choose_news",
    "close_organisation",
    "digest_of",
    "end_calendar_link",
    "end_key",
    "forget_second_step",
    "invite",
    "invite_again",
    "join",
    "join_group",
    "leave_group",
    "make_calendar_link",
    "make_key",
    "make_operator",
    "offer_fewer",
    "remind_invited",
    "remove",
    "rename",
    "send_new_link",
    "succeed",
    "take_back",
    "undo_list",
    "use_calendar_link",
    "use_key",
]
