"""The tables of the figures."""

from tsunagu.insight.models.yearly_figure import YearlyFigure

__all__ = ["YearlyFigure"]
