"""The passes over the items, in their order; the modules of rules fill them."""

from __future__ import annotations

from flows.understand.times.rewrite import Rules

NAMED = Rules()  # what a month, an ordinal and a year are
DURATIONS = Rules()  # lengths of time
CLOCKS = Rules()  # clock times with their minutes
CLOCK_HALVES = Rules()  # then their half of the day, so that "at half past 3 pm" is read from the inside
RELATIVE = Rules()  # what the appointment settles: "an hour later"
DATES = Rules()  # dates that stand by themselves
COMPANY = Rules()  # dates made of dates: "Friday next week", "the 20th of next month"
LONE = Rules()  # what is left alone: a weekday, a month, "the 12th"
COUNTS = Rules()  # numbers that count people or things
SPANS = Rules()  # weeks around a day, beginnings and ends of months

IN_ORDER = (NAMED, DURATIONS, CLOCKS, CLOCK_HALVES, RELATIVE, DATES, COMPANY, LONE, COUNTS, SPANS)
