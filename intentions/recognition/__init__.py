"""What is in a document that came from elsewhere, proposed and never entered: pure, beside the source it was read from."""

from .known import Known
from .known import Named as Thing
from .propose import propose
from .proposed import Proposal, Proposed, Span

__all__ = ["Known", "Proposal", "Proposed", "Span", "Thing", "propose"]
