"""The tables of editorial content, gathered for Django and Wagtail."""

from tsunagu.editorial.models import floor as floor  # the row security of Wagtail's own tables
from tsunagu.editorial.models.pages import (
    Chapter,
    CitizenReport,
    Column,
    EditorialPage,
    InformationPage,
    NewsPage,
    Section,
    TownPage,
)
from tsunagu.editorial.models.papers import Paper
from tsunagu.editorial.models.pictures import Picture, PictureRendition
from tsunagu.editorial.models.proposals import Proposal
from tsunagu.editorial.models.review import DeskReview
from tsunagu.editorial.models.shown import ShownFile
from tsunagu.editorial.models.tree import TownTree

__all__ = [
    "Chapter",
    "CitizenReport",
    "Column",
    "DeskReview",
    "EditorialPage",
    "InformationPage",
    "NewsPage",
    "Paper",
    "Picture",
    "PictureRendition",
    "Proposal",
    "Section",
    "ShownFile",
    "TownPage",
    "TownTree",
]
