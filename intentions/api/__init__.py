"""The doors for programs: everything published, and the drafts of one's own rounds."""

from .draft import DraftView
from .reading import ChapterViewSet, EditionViewSet, IntentionViewSet, RoundViewSet

__all__ = ["ChapterViewSet", "DraftView", "EditionViewSet", "IntentionViewSet", "RoundViewSet"]
