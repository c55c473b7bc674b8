"""All that is decided before anything is trained: the series, the horizon, the season, the origins."""

from dataclasses import dataclass

import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.errors import DataError, SettingError
from lstm_viz.forecasting.baselines import learnt_for
from lstm_viz.forecasting.checks import check_answers, check_known_ahead, check_not_negative, check_size
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.examples import fewest_rows, split_rows
from lstm_viz.forecasting.from_table import panel_of
from lstm_viz.forecasting.notes import notes_on
from lstm_viz.forecasting.panel import Panel
from lstm_viz.forecasting.season import find_season, natural_periods
from lstm_viz.forecasting.work import Work

MOST_HORIZON, MOST_ORIGINS = 500, 50


@dataclass(frozen=True, eq=False)
class Plan:
    """What is to be computed, and on what.

    Attributes:
        panel: the N series of T rows. horizon, season: in rows.
        starts: after how many rows each origin lies, ascending.
        warnings: what was noticed on the way, a sentence each.
    """

    config: ForecastConfig
    panel: Panel
    horizon: int
    season: int
    starts: tuple[int, ...]
    warnings: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows are known: T."""
        return int(self.panel.series.shape[1])

    @property
    def origins(self) -> tuple[int, ...]:
        """From where is forecast: at each of `starts`, and after the last row."""
        return (*self.starts, self.rows)

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The places of the series that share networks: all of them, or each alone."""
        every = range(len(self.panel.ids))
        return (tuple(every),) if self.config.together else tuple((place,) for place in every)

    @property
    def work(self) -> tuple[Work, ...]:
        """What has to be computed, group by group, its origins ascending."""
        if self.config.retrain:
            steps: list[tuple[int, tuple[int, ...]]] = [(origin, (origin,)) for origin in self.origins]
        else:
            steps = [(self.starts[0], self.starts), (self.rows, (self.rows,))]
        return tuple(Work(*step, group) for group in range(len(self.groups)) for step in steps)

    @property
    def methods(self) -> tuple[str, ...]:
        """The learnt simple methods that are used on so many series."""
        return learnt_for(len(self.panel.ids))

    @property
    def last_known(self) -> tuple[object, ...]:
        """The moment (or row number) of the last row known at each of `starts`."""
        return tuple(self.panel.index[start - 1] for start in self.starts)

    @property
    def moments(self) -> pd.Index:
        """The moments (h,) of what is forecast after the last row."""
        return self.panel.moments(self.rows + self.horizon)[self.rows :]


def plan_of(data: Reading | pd.DataFrame, config: ForecastConfig) -> Plan:
    """Return what is to be computed for a table.

    Raises:
        SettingError: a column is not there, or a setting is out of its bounds.
        DataError: a series has gaps, never changes, is too short for the horizon, or is negative though it must not be;
            a column that is known ahead ends too early.
    """
    panel, warnings = panel_of(data, config.targets, config.past, config.future)
    rows, origins, season = panel.series.shape[1], config.origins, config.season
    natural = natural_periods(panel.index, panel.frequency)
    horizon = _horizon(config.horizon, rows, natural)
    if not 1 <= origins <= MOST_ORIGINS:
        raise SettingError(f"{origins} origins cannot be tried: choose 1 to {MOST_ORIGINS}.")
    starts = origins_of(rows, horizon, origins)
    if not _fits(rows, horizon, 1, origins):
        raise DataError(_too_short(rows, horizon, origins))
    check_size(len(panel.ids) if config.together else 1, rows, horizon)
    if season is None:
        season = find_season(panel.until(starts[0])[0], natural).period
    elif not 1 <= season <= starts[0] // 2:
        raise SettingError(f"The season is {season} rows; it must be 1 for none, to {starts[0] // 2} for this series.")
    if not _fits(rows, horizon, season, origins):
        raise DataError(_too_short(rows, horizon, origins, season))
    check_known_ahead(panel, horizon)
    check_not_negative(panel, config)
    check_answers(panel, starts, horizon)
    warnings = (
        *warnings,
        *_about_zones(data, panel),
        *_about_no_season(panel, config.season, season, starts[0], natural),
    )
    found = (*warnings, *notes_on(panel, config, season, starts, natural))
    return Plan(config, panel, horizon, season, starts, found)


def _about_zones(data: Reading | pd.DataFrame, panel: Panel) -> tuple[str, ...]:
    zoned = isinstance(data, Reading) and data.axis is not None and data.axis.utc
    return ("The file tells zones: moments are told in universal time, UTC.",) if zoned and panel.frequency else ()


def _about_no_season(
    panel: Panel, asked: int | None, season: int, start: int, natural: tuple[int, ...]
) -> tuple[str, ...]:
    """Tell of a season that only all rows show: the past is judged by what was known then, the person may know more."""
    late = find_season(panel.series[0], natural).period if asked is None and season == 1 else 1
    if late == 1:
        return ()
    told = (
        f"No season shows in the {start} rows before the first origin, but over all rows one of {late} does: set it if "
        "you know that the series repeats so."
    )
    return (told,)


def origins_of(rows: int, horizon: int, count: int) -> tuple[int, ...]:
    """Return after how many rows each origin lies: the last a horizon before the end, the first not before the middle.

    They lie a horizon apart, or nearer where the series is short.
    """
    last = rows - horizon
    step = max(1, min(horizon, (last - rows // 2) // max(1, count - 1)))
    return tuple(origin for origin in range(last - (count - 1) * step, last + 1, step) if origin > 0)


def _horizon(horizon: int | None, rows: int, natural: tuple[int, ...]) -> int:
    if horizon is None:
        return max(1, min(natural[0] if natural else 12, rows // 8))
    if not 1 <= horizon <= MOST_HORIZON:
        raise SettingError(f"A horizon of {horizon} rows cannot be forecast: choose 1 to {MOST_HORIZON}.")
    return horizon


def _fits(rows: int, horizon: int, season: int, origins: int) -> bool:
    """Return whether there is enough before the first origin to learn from and to hold out."""
    starts = origins_of(rows, horizon, origins)
    return bool(starts) and split_rows(starts[0], horizon).start >= fewest_rows(season)


def _too_short(rows: int, horizon: int, origins: int, season: int = 1) -> str:
    shorter = next((each for each in range(horizon - 1, 0, -1) if _fits(rows, each, season, origins)), None)
    also = f", a horizon of at most {shorter} rows" if shorter else ""
    return (
        f"{rows} rows are too few to forecast {horizon} row{'s' if horizon > 1 else ''} ahead and to judge it at "
        f"{origins} origins: "
        f"give a longer series{also} or fewer origins."
    )
