"""Japanese text: search folding, kana, romaji, numbers, telephone numbers, content words.

Stored text is never changed by this package: it makes keys for comparing and readable values from typed text.
"""
