"""Forecasts that are there already: opened from a file, or gone on from a newer one without training."""

import hashlib
from functools import partial
from typing import Any

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.bundle import open_forecast
from lstm_viz.forecasting.continuation import Ahead, concluded, continued_plan, read_on
from lstm_viz.forecasting.moments import in_words
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.result import Forecast
from lstm_viz.ui import errand, forecasting, server, session
from lstm_viz.ui.forecasting import Asked, Kept, key_of
from lstm_viz.ui.kept_files import check_is_forecast
from lstm_viz.ui.person import person
from lstm_viz.ui.upload import Upload

ENDING = "safetensors"


def open_kept(name: str, data: bytes) -> None:
    """Open a kept forecast and put it on screen; nothing is trained.

    Raises:
        SavedRunError: it is none, or is damaged. ServerFull: there is no room for it.
    """
    check_is_forecast(name, data)
    _keep(Kept(_word("opened", name, hashlib.sha256(data).hexdigest()), name), open_forecast(data))


def go_on(newer: Upload) -> None:
    """Have the networks of the forecast on screen read a newer file; what they say of it is shown when it is there.

    Raises:
        DataError: the file does not fit. SavedRunError: the forecast is not here any more.
    """
    _go_on(forecasting.on_screen(), newer)


def read_again(setting: str, value: Any) -> None:
    """Have the newer file read another way, and go on in it anew."""
    now = forecasting.kept()
    if now is not None and now.newer is not None and now.before is not None:
        session.forget_notes()
        with session.in_words(" It is read as before."):
            _go_on(now.before, now.newer.again(setting, value))


def _go_on(before: Asked | Kept, newer: Upload) -> None:
    standing = server.forecasts().look(person(), key_of(before))
    if standing is None or standing.result is None:
        raise SavedRunError("The forecast before is not on this server any more: open its kept run again.")
    result = standing.result
    kept = Kept(_word("gone on", key_of(before), newer.digest), newer.name, newer, before)
    if server.forecasts().look(person(), kept.key) is not None:
        forecasting.show(kept)
        return
    plan = continued_plan(result, newer.reading)
    said = f"The kept networks read {newer.name}"
    use = partial(_arrived, kept, result, plan)
    errand.begin(key_of(forecasting.on_screen()), said, use, read_on, plan, result.members)


def _arrived(kept: Kept, forecast: Forecast, plan: Plan, ahead: Ahead) -> None:
    _keep(kept, concluded(forecast, plan, ahead))


def _keep(kept: Kept, result: Forecast) -> None:
    server.forecasts().keep(person(), kept.key, kept, result)
    forecasting.show(kept)


def _word(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def described(kept: Kept, plan: Plan) -> str:
    """Return what a forecast is of that was not made here just now, in a sentence."""
    ids, panel = plan.panel.ids, plan.panel
    what = f"“{ids[0]}”" if len(ids) == 1 else f"{len(ids):,} series"
    last = f" to {in_words(panel.index[-1:], panel.frequency)[0]}" if panel.frequency else ""
    rows = f"made of {plan.rows:,} rows{last} of {what}"
    if kept.newer is None:
        return f"A kept forecast, {rows}: opened from {kept.name}, nothing was trained."
    return f"A forecast that has gone on in {kept.name}, {rows}."
