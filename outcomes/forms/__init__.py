from .outcome import CreateForm, MeasureForm, OutcomeForm, TargetForm
from .pasted import ObservationsForm

__all__ = ["CreateForm", "MeasureForm", "ObservationsForm", "OutcomeForm", "TargetForm"]
