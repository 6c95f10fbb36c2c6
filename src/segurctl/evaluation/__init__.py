"""The evaluation: parcours × candidature × rules × today, of which every screen and format is a view."""

from segurctl.evaluation.evaluate import evaluate
from segurctl.evaluation.model import Avancee, Echeance, Evaluation, Geste, Prochaine

__all__ = ["Avancee", "Echeance", "Evaluation", "Geste", "Prochaine", "evaluate"]
