"""Japanese dates: 和暦, 年度, ages, business days and opening rules.

Pure rules over values: nothing here reads the clock or the database; the day is always an argument.
"""
