"""Moments as a sentence names them, and as programs read them."""

import pandas as pd


def as_iso(moments: pd.Index) -> list[str | int]:
    """Return moments as ISO 8601, with the time of day where any of them has one; rows without moments from 1."""
    if not isinstance(moments, pd.DatetimeIndex):
        return [int(row) + 1 for row in moments]
    whole = moments.tz is None and bool((moments == moments.normalize()).all())
    return [each.date().isoformat() if whole else each.isoformat() for each in moments]


def in_words(moments: pd.Index, frequency: str | None) -> list[str]:
    """Return “January 1961” for months, “Q1 1961” for quarters, “1961” for years, “Monday 2 January 1961” for days.

    Weeks are named by their day, and steps below a day have the time of day too. Rows without moments, counted from
    1: “row 145”.
    """
    if frequency is None or not isinstance(moments, pd.DatetimeIndex):
        return [f"row {row + 1:,}" for row in moments]
    rule = pd.tseries.frequencies.to_offset(frequency).rule_code.split("-")[0]
    if rule in ("MS", "ME"):
        return [f"{each:%B %Y}" for each in moments]
    if rule in ("QS", "QE"):
        return [f"Q{each.quarter} {each.year}" for each in moments]
    if rule in ("YS", "YE"):
        return [str(each.year) for each in moments]
    days = [f"{each:%A} {each.day} {each:%B %Y}" for each in moments]
    if rule == "W":
        return [f"the week of {day}" for day in days]
    if bool((moments == moments.normalize()).all()):
        return days
    return [f"{day}, {each:%H:%M}" for day, each in zip(days, moments, strict=True)]
