from .reading import detail, index
from .writing import add_measure, add_target, create, edit, edit_measure, publish, put_observations, remove_measure, remove_target

__all__ = [
    "add_measure",
    "add_target",
    "create",
    "detail",
    "edit",
    "edit_measure",
    "index",
    "publish",
    "put_observations",
    "remove_measure",
    "remove_target",
]
