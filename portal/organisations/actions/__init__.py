from .register import add_organisation, add_place, join_group, succeed

__all__ = ["add_organisation", "add_place", "join_group", "succeed"]
