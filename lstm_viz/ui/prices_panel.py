"""One stock on the page Prices: Train, progress, and then the view that is open, with Back and Next."""

import streamlit as st

from lstm_viz.experiments.experiment import Experiment
from lstm_viz.experiments.prices.command import command_of, to_json
from lstm_viz.experiments.prices.known import USUAL_SEEDS, find_stock
from lstm_viz.experiments.prices.views import VIEWS
from lstm_viz.experiments.report import Report
from lstm_viz.experiments.runner import Standing
from lstm_viz.ui import prices_state, server
from lstm_viz.ui.job_progress import job_progress
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.prices_view import view
from lstm_viz.ui.sidebar import duration

LOOK_EVERY = 0.5
"""Seconds between two looks at what trains."""


def panel(stock: str, standing: Standing | None) -> None:
    """Draw one stock, as its training stands.

    Raises:
        SettingError: there is none of this name.
    """
    experiment = find_stock(stock)
    if standing is None:
        _invite(experiment)
    elif standing.state == "finished":
        _views(standing.report)
    else:
        st.subheader(experiment.question)
        _button(stock, running=standing.state == "running")
        st.fragment(_progress, run_every=LOOK_EVERY if standing.state == "running" else None)(stock, standing.state)


def _invite(experiment: Experiment) -> None:
    st.subheader(experiment.question)
    st.markdown(
        "\n".join(
            f"{place}. **{plain(each.title)}**: {plain(each.gist)}" for place, each in enumerate(VIEWS.values(), 1)
        )
    )
    count = len(experiment.arms) * USUAL_SEEDS
    _button(experiment.name, running=False)
    st.info(
        f"**Train** trains {count} small LSTMs, {USUAL_SEEDS} for each of three questions: tomorrow’s price, "
        f"tomorrow’s return, next month’s volatility. That takes about {duration(experiment.seconds * USUAL_SEEDS)} of "
        "one processor, longer where others train too; what anybody here has trained already comes at once."
    )


def _button(stock: str, *, running: bool) -> None:
    runner, who = server.prices(), person()
    if running:
        st.button(
            "Cancel", icon=":material/stop:", key=f"prices_cancel_{stock}", on_click=runner.cancel, args=(who, stock)
        )
        return
    st.button(
        "Train",
        type="primary",
        icon=":material/play_arrow:",
        key=f"prices_train_{stock}",
        on_click=runner.start,
        args=(who, stock, USUAL_SEEDS),
    )


def _progress(stock: str, state: str) -> None:
    """Draw what changes while it trains."""
    standing = server.prices().look(person(), stock)
    if standing is None or standing.state != state:
        st.rerun()
    report = standing.report
    done = f"{report.done} of {report.seeds * len(report.rows)} networks trained"
    shown = state if state == "running" else "stopped"  # one that failed goes on, too
    job_progress(standing, shown, done, doing="Training", press="Train")


def _views(report: Report) -> None:
    shown = prices_state.state().view
    view(shown, report)
    _steps(shown)
    with st.expander("How this was made", key=f"prices_method_{report.experiment.name}"):
        st.markdown(plain(report.experiment.method))
        st.markdown("The same from the command line:")
        st.code(command_of(report), language="bash", wrap_lines=True)
        st.download_button(
            "Everything (JSON)",
            data=lambda: to_json(report),
            file_name=f"prices_{report.experiment.name}.json",
            mime="application/json",
            on_click="ignore",
            key=f"prices_json_{report.experiment.name}",
            help="Every number, as the command line gives it with --json.",
        )


def _steps(shown: str) -> None:
    names = list(VIEWS)
    at = names.index(shown)
    before, after = names[max(0, at - 1)], names[min(len(names) - 1, at + 1)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="prices_steps"):
        st.button(
            "Back", key="prices_back", on_click=prices_state.go, args=(before,), disabled=at == 0,
            icon=":material/arrow_back:", shortcut="Shift+Left",
        )  # fmt: skip
        st.button(
            "Next", key="prices_next", on_click=prices_state.go, args=(after,), disabled=at == len(names) - 1,
            icon=":material/arrow_forward:", shortcut="Shift+Right",
        )  # fmt: skip
        st.caption(f"View {at + 1} of {len(names)}")
