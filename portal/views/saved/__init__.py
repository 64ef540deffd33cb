"""Saved states of everything that people write: read, compared, brought back."""

from .pages import bring_back, cancel, saved_state, saved_states

__all__ = ["bring_back", "cancel", "saved_state", "saved_states"]
