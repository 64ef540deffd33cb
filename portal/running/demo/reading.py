"""Reading the demonstration's files. A wrong file is named with the item in it that is wrong, and nothing is half loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError
from yaml import CSafeLoader

HERE = Path(__file__).parent
WRONG = (KeyError, TypeError, ValueError, AttributeError, LookupError, ObjectDoesNotExist, ValidationError, DatabaseError)


class WrongContent(Exception):
    """File, item and what is wrong with it, in one sentence."""

    def __init__(self, file: str, item: str, why: str):
        super().__init__(f"{file}: {item}: {why}" if item else f"{file}: {why}")


def words_for(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing or names nothing that was loaded"
    if isinstance(error, ValidationError):
        return (
            " ".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
            if hasattr(error, "error_dict")
            else " ".join(error.messages)
        )
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def read(name: str) -> Any:
    """The content of one of the demonstration's files."""
    try:
        return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=CSafeLoader)
    except FileNotFoundError:
        raise WrongContent(name, "", "there is no such file") from None
    except yaml.YAMLError as error:
        raise WrongContent(name, "", f"cannot be read as YAML: {str(error).splitlines()[0]}") from error


@contextmanager
def item(file: str, name: Any) -> Iterator[None]:
    """What goes wrong inside is the fault of this item of this file."""
    try:
        yield
    except WrongContent:
        raise
    except WRONG as error:
        raise WrongContent(file, str(name), words_for(error)) from error
