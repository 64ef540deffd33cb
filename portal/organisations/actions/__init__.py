from .people import LastAdministrator, forget_second_step, invite, invite_again, join, remove, rename
from .register import add_organisation, add_place, join_group, succeed

__all__ = [
    "LastAdministrator",
    "add_organisation",
    "add_place",
    "forget_second_step",
    "invite",
    "invite_again",
    "join",
    "join_group",
    "remove",
    "rename",
    "succeed",
]
