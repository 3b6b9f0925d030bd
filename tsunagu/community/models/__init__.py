"""The community's tables."""

from tsunagu.community.models.inquiry import CircleDoor, Inquiry, InquiryAddress, InquiryLine
from tsunagu.community.models.moderation import AbuseReport, Appeal, Decision
from tsunagu.community.models.post import Post, Topic
from tsunagu.community.models.terms import BoardTerms

__all__ = [
    "AbuseReport",
    "Appeal",
    "BoardTerms",
    "CircleDoor",
    "Decision",
    "Inquiry",
    "InquiryAddress",
    "InquiryLine",
    "Post",
    "Topic",
]
