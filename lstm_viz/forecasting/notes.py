"""What a person should know of a plan before anything is trained: sentences that the settings and the data force."""

from lstm_viz.forecasting.baselines import LEARNT, learnt_for
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.season import find_season
from lstm_viz.forecasting.verdict import TITLES

MANY_FITS = 100
MOST_NAMED, MOST_LOOKED_AT = 3, 100


def notes_on(
    panel: Panel, config: ForecastConfig, season: int, starts: tuple[int, ...], natural: tuple[int, ...]
) -> tuple[str, ...]:
    """Return sentences about the season of the other series, methods and columns left out, and how often is trained."""
    notes = []
    if config.season is None:
        others = _other_seasons(panel, season, starts[0], natural)
        if others:
            notes.append(_seasons_differ(panel, season, others))
    left_out = [TITLES[name] for name in LEARNT if name not in learnt_for(len(panel.ids))]
    if left_out:
        be = "is" if len(left_out) == 1 else "are"
        notes.append(f"With {len(panel.ids)} series {' and '.join(left_out)} {be} not tried: it would take too long.")
    if config.past or config.future:
        notes.append("The simple methods read the series alone, none of the further columns.")
    each = len(starts) + 1 if config.retrain else 2
    if not config.together and len(panel.ids) * each > MANY_FITS:
        notes.append(
            f"Networks of their own for {len(panel.ids)} series are {len(panel.ids) * each} fits; together {each}."
        )
    if not config.retrain and len(starts) > 1:
        notes.append(
            f"Networks were trained once, on the first {starts[0]} rows, and applied at {len(starts)} origins; "
            "those of the forecast itself learnt from all rows."
        )
    return tuple(notes)


def _other_seasons(panel: Panel, season: int, start: int, natural: tuple[int, ...]) -> dict[str, int]:
    some = list(zip(panel.ids, panel.series, strict=True))[1:MOST_LOOKED_AT]
    found = {name: find_season(values[:start], natural).period for name, values in some}
    return {name: period for name, period in found.items() if period != season}


def _seasons_differ(panel: Panel, season: int, others: dict[str, int]) -> str:
    named = [
        f"“{name}” seems to have {'none' if period == 1 else f'one of {period}'}"
        for name, period in list(others.items())[:MOST_NAMED]
    ]
    more = len(others) - len(named)
    among = f" of the first {MOST_LOOKED_AT}" if len(panel.ids) > MOST_LOOKED_AT else ""
    rest = f", and {more} more{among} differ" if more else ""
    taken = "No season is taken" if season == 1 else f"A season of {season} rows is taken"
    return f"{taken} for every series, as found in “{panel.ids[0]}”; {', '.join(named)}{rest}."
