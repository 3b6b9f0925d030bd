"""What the town writes for families: pages, notices, columns, reports, chapters of the guidebook.

Owns the tree of pages and its pictures, how they are written, reviewed and scheduled (Wagtail, ADR 0006).
Does not own what pages quote: listings stay the directory's, and a page asks for them anew each time.
"""
