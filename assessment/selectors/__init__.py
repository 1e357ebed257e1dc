"""Answers about assessments. What other apps may ask is `published`, `scores_of`, `totals_of` and `runs_in`:
they give what was decided and published, organisations only, in official order.
"""

from assessment.selectors.published import Explained, published, runs_in, scores_of, totals_of
from assessment.selectors.totals import Line, lines_of

__all__ = ["Explained", "Line", "lines_of", "published", "runs_in", "scores_of", "totals_of"]
