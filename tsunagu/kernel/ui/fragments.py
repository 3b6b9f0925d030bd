"""Pieces of pages kept by this process, keyed by the version of what they show. Losing them loses nothing."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

fragments = ConnectionProxy(caches, "fragments")
