from .keys import end_key, make_key, use_key
from .people import LastAdministrator, forget_second_step, invite, invite_again, join, make_operator, remove, rename
from .register import add_organisation, add_place, change_organisation, close_organisation, join_group, leave_group, succeed

__all__ = [
    "LastAdministrator",
    "add_organisation",
    "add_place",
    "change_organisation",
    "close_organisation",
    "end_key",
    "forget_second_step",
    "invite",
    "invite_again",
    "join",
    "join_group",
    "leave_group",
    "make_key",
    "make_operator",
    "remove",
    "rename",
    "succeed",
    "use_key",
]
