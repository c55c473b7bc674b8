"""From the Forecast page's settings and a file to what is computed, and to a word for it."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from lstm_viz.data.csv_reader import Reading
from lstm_viz.errors import LstmVizError
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import Plan, plan_of
from lstm_viz.ui.forecast_settings import ForecastSettings

FOUND = ("season", "horizon")
"""Settings that the plan finds where they are left open."""
MOST_PLANS = 8
"""Of one file."""
_COLUMNS: WeakKeyDictionary[Reading, tuple[str, ...]] = WeakKeyDictionary()
_PLANS: "WeakKeyDictionary[Reading, dict[ForecastConfig, _Known]]" = WeakKeyDictionary()
"""They go with their file, of which they may be a good part."""


def config_of(settings: ForecastSettings, reading: Reading) -> ForecastConfig:
    """Return the configuration with every series of the file as its targets, if that is asked for."""
    if not settings.every:
        return settings.config
    beside = {*settings.config.past, *settings.config.future}
    return replace(settings.config, targets=tuple(each for each in columns(reading) if each not in beside))


def columns(reading: Reading) -> tuple[str, ...]:
    """Return the names of a file's columns of numbers that change."""
    if reading not in _COLUMNS:
        numbers = reading.table.select_dtypes("number")
        change = (numbers.max() - numbers.min()).to_numpy() > 0
        _COLUMNS[reading] = tuple(map(str, numbers.columns[change]))
    return _COLUMNS[reading]


def planned(reading: Reading, config: ForecastConfig) -> Plan:
    """Return what a configuration asks for.

    Raises:
        DataError, SettingError: the file cannot be forecast so.
    """
    plan = _known(reading, config).plan
    if isinstance(plan, LstmVizError):
        raise copy(plan)  # one that was raised holds on to its file
    return plan


def computed(reading: Reading, config: ForecastConfig) -> str:
    """Return what is computed, however it was asked for; what cannot be forecast is told apart by how it was asked."""
    return _known(reading, config).word


@dataclass(frozen=True, eq=False)
class _Known:
    """What a configuration asks for, or why it cannot be; and a word for what is computed."""

    plan: Plan | LstmVizError
    word: str


def _known(reading: Reading, config: ForecastConfig) -> _Known:
    known = _PLANS.setdefault(reading, {})
    if config not in known:
        made = _made(reading, config)
        while len(known) >= MOST_PLANS:
            known.pop(next(iter(known)), None)
        known[config] = made
    return known[config]


def _made(reading: Reading, config: ForecastConfig) -> _Known:
    try:
        plan = plan_of(reading, config)
    except LstmVizError as error:
        return _Known(error.with_traceback(None), repr(config))
    named = (config.past, config.future, config.non_negative, config.seed)
    return _Known(plan, repr((plan.panel.ids, *named, plan.horizon, plan.season, plan.work)))


def shortest(settings: ForecastSettings, reading: Reading) -> ForecastSettings:
    """Return settings that ask for the same, with what the plan finds by itself left open."""
    for name in FOUND:
        left_open: dict[str, Any] = {name: None}
        shorter = replace(settings, config=replace(settings.config, **left_open))
        if computed(reading, config_of(shorter, reading)) == computed(reading, config_of(settings, reading)):
            settings = shorter
    return settings
