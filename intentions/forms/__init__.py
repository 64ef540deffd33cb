"""What is typed about rounds and intentions. Validates and draws itself; never saves."""

from .approval import ReturnForm, WithdrawForm

__all__ = ["ReturnForm", "WithdrawForm"]
