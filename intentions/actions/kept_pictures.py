"""The bytes of pictures, under the mark of what they are."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ..documents.pictures import path_of


def store(file: str, content: bytes) -> None:
    """Once, however often it comes."""
    if not default_storage.exists(path_of(file)):
        default_storage.save(path_of(file), ContentFile(content))
