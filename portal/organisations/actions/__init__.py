from .people import LastAdministrator, forget_second_step, invite, invite_again, join, make_operator, remove, rename
from .register import add_organisation, add_place, change_organisation, close_organisation, join_group, leave_group, succeed

__all__ = [
    "LastAdministrator",
    "add_organisation",
    "add_place",
    "change_organisation",
    "close_organisation",
    "forget_second_step",
    "invite",
    "invite_again",
    "join",
    "join_group",
    "leave_group",
    "make_operator",
    "remove",
    "rename",
    "succeed",
]
