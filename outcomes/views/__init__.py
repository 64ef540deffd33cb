from .reading import detail, index
from .workbook import bring_back, brought_back, undo_workbook, workbook
from .writing import add_measure, add_target, create, edit, edit_measure, publish, put_observations, remove_measure, remove_target

__all__ = [
    "add_measure",
    "add_target",
    "bring_back",
    "brought_back",
    "create",
    "detail",
    "edit",
    "edit_measure",
    "index",
    "publish",
    "put_observations",
    "remove_measure",
    "remove_target",
    "undo_workbook",
    "workbook",
]
