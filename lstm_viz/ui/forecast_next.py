"""What a person may do with a forecast that is there: look inside a network of it, and go on from a newer file."""

import zlib
from functools import partial

import streamlit as st

from lstm_viz.data.room import UPLOAD
from lstm_viz.forecasting.continuation import went_on
from lstm_viz.forecasting.look_inside import look_inside
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.result import Forecast
from lstm_viz.records import Problem, Run
from lstm_viz.ui import errand, forecast_kept, forecasting, server, session, taking
from lstm_viz.ui.control import tied
from lstm_viz.ui.forecasting import key_of
from lstm_viz.ui.saved import open_forecast
from lstm_viz.ui.unbroken import unbroken
from lstm_viz.ui.upload import TABLES

NEWER = "forecast_newer"
MOST_MEGABYTES = UPLOAD.bytes // 2**20
"""Of a newer file."""


def panel(result: Forecast, place: int) -> None:
    """Draw both, or what is under way of them, of the series at `place`; and why it could not be done."""
    session.show_notes(here=forecasting.forecasting().below)
    if errand.running():
        errand.show()
        return
    left, right = st.columns(2, gap="large")
    with left:
        _inside(result, place)
    with right:
        _go_on()


def networks_of(result: Forecast, place: int) -> tuple[Member, ...]:
    """Return the networks that forecast a series."""
    return next(each for group, each in zip(result.plan.groups, result.members, strict=True) if place in group)


def _inside(result: Forecast, place: int) -> None:
    st.subheader("Look inside", anchor=False)
    if went_on(result):
        st.markdown(
            "The networks have read on in a newer file and cannot be trained again to show how they learnt: look "
            "inside the forecast before, or forecast the newer file anew."
        )
        return
    networks, held = networks_of(result, place), forecasting.forecasting()
    st.markdown(
        "Every gate of one of its networks at every timestep, in the Lab: it is trained again, to the same bits."
    )
    titles = [f"{each.normalisation}, seed {each.seed}" for each in networks]
    chosen = held.network if held.network < len(networks) else 0
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="forecast_inside"):
        if len(networks) > 1:
            st.selectbox(
                "Network, by normalisation and seed",
                range(len(networks)),
                format_func=titles.__getitem__,
                help="What its series is taken relative to, and the seed of its first weights. Their mean is forecast.",
                width=280,
                **tied(f"forecast_network_{zlib.crc32(repr(titles).encode())}", chosen, _choose_network),
            )
        st.button("Look inside", key="forecast_look_inside", on_click=_look_inside, args=(result, place, chosen))


def _choose_network(place: int) -> None:
    forecasting.forecasting().network = place


def _look_inside(result: Forecast, place: int, network: int) -> None:
    """Show the run of a network that is there already, or have it made in a worker."""
    member = networks_of(result, place)[network]
    _begin_below()
    with session.in_words():
        forecast = key_of(forecasting.on_screen())
        run_id = forecasting.forecasting().inside.get((forecast, place, network), "")
        live = session.find(run_id)
        if live is not None and not live.playing and live.status().step == member.steps:
            session.show_with_settings(run_id, live)
            st.session_state["go_to_lab"] = True
            return
        use = partial(_open, (forecast, place, network))
        errand.begin(forecast, "The network is trained again", use, look_inside, result.plan, member, place)


def _open(which: tuple[str, int, int], found: tuple[Problem, Run]) -> None:
    session.adopt(open_forecast(*found, server.engine(), server.places()))
    forecasting.forecasting().inside[which] = st.session_state["run"]
    st.session_state["go_to_lab"] = True


def _begin_below() -> None:
    """Forget what was said; what is said from now on stands here, where the person looks."""
    session.forget_notes()
    forecasting.forecasting().below = True


def _go_on() -> None:
    st.subheader("Go on from a newer file", anchor=False)
    st.markdown("The same networks read newer rows and forecast what comes after them. Nothing is trained.")
    key = f"{NEWER}_{key_of(forecasting.on_screen())}"
    st.file_uploader(
        "Newer rows for this forecast",
        type=TABLES,
        key=key,
        on_change=_newer_came,
        args=(key,),
        max_upload_size=MOST_MEGABYTES,
        help=f"The same columns, with all rows or the newer ones only; at most {MOST_MEGABYTES} MB.",
    )
    taking.another_way(NEWER, forecast_kept.go_on)
    kept = forecasting.kept()
    if kept is not None and kept.before is not None:
        st.button("Back to the forecast before", key="forecast_back", on_click=forecasting.show, args=(kept.before,))


@unbroken
def _newer_came(key: str) -> None:
    file = st.session_state[key]
    taking.forget()
    _begin_below()
    if file is not None:
        besides = " The forecast on screen stays as it is."
        taking.take(file.name, file.getvalue(), NEWER, forecast_kept.go_on, besides)
