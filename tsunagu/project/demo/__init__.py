"""The life of the demo towns: one cast, one story, told through the real actions.

What happens is planned first, without a database (`calendar`, `year`, `names`, `paths`), then played
(`stages`), so that the exact figures of a year can be checked without living through it. Everybody here is
invented and looks it.
"""
