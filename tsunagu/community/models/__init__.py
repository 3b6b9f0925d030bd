"""The community's tables."""

from tsunagu.community.models.moderation import AbuseReport, Appeal, Decision
from tsunagu.community.models.post import Post, Topic
from tsunagu.community.models.terms import BoardTerms

__all__ = ["AbuseReport", "Appeal", "BoardTerms", "Decision", "Post", "Topic"]
