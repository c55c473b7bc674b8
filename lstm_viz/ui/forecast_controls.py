"""The Forecast page's sidebar: data, what is forecast, how it is judged."""

from typing import Any

import numpy as np
import streamlit as st

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.room import LARGE
from lstm_viz.data.samples import SAMPLES
from lstm_viz.forecasting.plan import MOST_HORIZON, MOST_ORIGINS, Plan
from lstm_viz.ui import forecast_kept, forecasting, session, taking
from lstm_viz.ui.control import tied
from lstm_viz.ui.forecast_plan import columns
from lstm_viz.ui.forecast_settings import FILE, KEPT, MOST_SEASON, MOST_SEED
from lstm_viz.ui.forecast_words import about
from lstm_viz.ui.plain import plain
from lstm_viz.ui.unbroken import unbroken
from lstm_viz.ui.upload import TABLES, Upload


def data(*, there: bool) -> None:
    """Draw the choice of data; `there`: a forecast of it is on screen."""
    st.subheader("1 · Data")
    held = forecasting.forecasting()
    options = {name: sample.title for name, sample in SAMPLES.items()} | ({FILE: "Your file"} if held.uploaded else {})
    options |= {KEPT: "A kept forecast"} if held.kept else {}
    st.selectbox(
        "Data",
        list(options),
        format_func=lambda name: options[name],
        **tied("forecast_data", held.settings.data, forecasting.choose),
    )
    st.file_uploader(
        "Forecast another file" if there else "Upload a CSV",
        type=[*TABLES, forecast_kept.ENDING],
        key="forecast_file",
        on_change=_file_came,
        max_upload_size=LARGE.bytes // 2**20,
        help=f"CSV, TSV or Excel of at most {LARGE.bytes // 2**20} MB: series as columns beside each other, or below "
        "each other; or a run that you kept here (.safetensors), which is opened again.",
    )
    taking.another_way("forecast", forecasting.use_file, apart=True)


@unbroken
def _file_came() -> None:
    file = st.session_state["forecast_file"]
    taking.forget()
    forecasting.forecasting().below = False
    if file is None:
        return
    besides = "" if forecasting.kept() else f" {forecasting.file().name} is still used."
    if not file.name.lower().endswith(f".{forecast_kept.ENDING}"):
        taking.take(file.name, file.getvalue(), "forecast", forecasting.use_file, besides, apart=True)
        return
    session.forget_notes()
    with session.in_words(besides):
        forecast_kept.open_kept(file.name, file.getvalue())


def settings(reading: Reading, plan: Plan | None) -> None:
    """Draw the settings; `plan` is what they lead to, None where that cannot be."""
    names = columns(reading)
    config = forecasting.forecasting().settings.config
    st.subheader("2 · Forecast")
    targets = _targets(names, plan)
    _number(
        "horizon",
        "Horizon, rows ahead",
        MOST_HORIZON,
        config.horizon or (plan.horizon if plan else None),
        help=about("horizon"),
    )
    _number(
        "season", "Season, rows", MOST_SEASON, config.season or (plan.season if plan else None), help=about("season")
    )
    if plan is not None:
        _season(plan)
    others = [name for name in names if name not in targets]
    if others and not forecasting.forecasting().settings.every:
        _further(others)
    if targets and (reading.table[list(targets)].to_numpy() >= 0).all():
        _switch("non_negative", "Never below 0")
    st.subheader("3 · Judgement")
    _number("origins", "Origins", MOST_ORIGINS, config.origins, help=about("origin"))
    if len(targets) > 1:
        _choice("together", "Networks", {True: "one for all series", False: "one each"})
    if config.origins > 1:
        _choice("retrain", "Trained", {True: "afresh at each origin", False: "once, before the first"})
    _number("seed", "Seed", MOST_SEED, config.seed, low=0, help="The same seed gives the same forecast.")


def _targets(names: tuple[str, ...], plan: Plan | None) -> tuple[str, ...]:
    """Draw what is forecast, where there is a choice, and return it."""
    held = forecasting.forecasting().settings
    chosen = held.config.targets or (plan.panel.ids if plan else names[:1])
    if len(names) > 1:
        st.toggle(f"All {len(names):,} series", **tied("forecast_every", held.every, forecasting.choose_every))
        if held.every:
            return names
        shown = [name for name in chosen if name in names]
        st.multiselect("Series", names, **tied("forecast_targets", shown, lambda some: _choose("targets", some)))
        return tuple(shown)
    return chosen


def _further(others: list[str]) -> None:
    config = forecasting.forecasting().settings.config
    _columns("past", "Also fed", others, config.future, "Further columns, read as far as they are known.")
    known = "Further columns that are known ahead, such as holidays: the file goes on with them after the series ends."
    _columns("future", "Also fed, known ahead", others, config.past, known)


def _columns(name: str, label: str, others: list[str], taken: tuple[str, ...], what: str) -> None:
    options = [each for each in others if each not in taken]
    shown = [each for each in getattr(forecasting.forecasting().settings.config, name) if each in options]
    st.multiselect(label, options, help=what, **tied(f"forecast_{name}", shown, lambda some: _choose(name, some)))


def _choose(name: str, some: list[str]) -> None:
    forecasting.change(**{name: tuple(some)})


def _season(plan: Plan) -> None:
    found = "no season" if plan.season == 1 else f"a season of {plan.season} rows"
    if plan.config.season is None:
        st.caption(f"{found[0].upper()}{found[1:]} was found; 1 stands for none.")
        return
    with st.container(gap="xxsmall"):
        st.caption(f"{found[0].upper()}{found[1:]}, as you set it.")
        st.button(
            "Find the season", type="tertiary", key="forecast_find", on_click=lambda: forecasting.change(season=None)
        )


def _number(name: str, label: str, high: int, value: int | None, *, low: int = 1, **more: Any) -> None:
    empty: dict[str, Any] = {"value": None} if value is None else {}
    st.number_input(
        label,
        low,
        high,
        step=1,
        **tied(f"forecast_{name}", value, lambda chosen: forecasting.change(**{name: int(chosen)})),
        **empty,
        **more,
    )


def _switch(name: str, label: str) -> None:
    value = getattr(forecasting.forecasting().settings.config, name)
    st.toggle(label, **tied(f"forecast_{name}", value, lambda chosen: forecasting.change(**{name: chosen})))


def _choice(name: str, label: str, options: dict[bool, str]) -> None:
    value = getattr(forecasting.forecasting().settings.config, name)
    st.radio(
        label,
        list(options),
        format_func=lambda each: options[each],
        **tied(f"forecast_{name}", value, lambda chosen: forecasting.change(**{name: chosen})),
    )


def as_it_was_made(plan: Plan) -> None:
    """Draw the settings of a kept forecast."""
    st.subheader("2 · Forecast")
    season = "no season" if plan.season == 1 else f"a season of {plan.season:,} rows"
    origins = "1 origin" if len(plan.starts) == 1 else f"{len(plan.starts)} origins"
    st.caption(
        f"Horizon {plan.horizon:,} rows, {season}, {origins}, seed {plan.config.seed}: a kept forecast stays as it was "
        "made. To set anything, choose other data above."
    )


def described(file: Upload, plan: Plan) -> str:
    """Return what is forecast, in a sentence."""
    ids = plan.panel.ids
    what = f"“{ids[0]}”" if len(ids) == 1 else f"{len(ids):,} series"
    known = np.isfinite(plan.panel.answers).sum(axis=1)
    rows = f"{int(known.min()):,}" if known.min() == known.max() else f"{int(known.min()):,} to {int(known.max()):,}"
    return plain(f"{what} of {file.name}, {rows} rows with a value.")
