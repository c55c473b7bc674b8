"""One experiment on a page: question, Run, progress, table, picture, verdict, and the command that does the same."""

import streamlit as st

from lstm_viz.data.csv_writer import to_csv
from lstm_viz.experiments.command import to_json
from lstm_viz.experiments.experiment import Experiment
from lstm_viz.experiments.known import MOST_SEEDS, find_experiment
from lstm_viz.experiments.report import Report
from lstm_viz.experiments.runner import Standing
from lstm_viz.experiments.verdict import verdict
from lstm_viz.figures.experiments import experiment_figure, shown
from lstm_viz.ui import server
from lstm_viz.ui.job_progress import job_progress
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.sidebar import duration
from lstm_viz.ui.theme import theme

LOOK_EVERY = 0.5
"""Seconds between two looks at one that runs."""
USUAL_SEEDS = 5


def panel(name: str) -> None:
    """Draw one experiment.

    Raises:
        SettingError: there is none of this name.
    """
    experiment = find_experiment(name)
    st.subheader(experiment.question)
    st.markdown(plain(experiment.method))
    standing = server.experiments().look(person(), name)
    running = standing is not None and standing.state == "running"
    seeds = _controls(experiment, standing, running=running)
    if standing is None:
        _invite(experiment, seeds)
    else:
        st.fragment(_live, run_every=LOOK_EVERY if running else None)(name, running)
        _take_away(standing.report)
    st.caption(f"Source: {plain(experiment.source)}.")


def _controls(experiment: Experiment, standing: Standing | None, *, running: bool) -> int:
    """Draw the buttons and the number of seeds, and return it."""
    name, key = experiment.name, f"experiment_seeds_{experiment.name}"
    asked = standing.report.seeds if standing else USUAL_SEEDS
    if running or key not in st.session_state:
        st.session_state[key] = asked
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"experiment_controls_{name}"):
        seeds = int(
            st.number_input(
                "Seeds",
                1,
                MOST_SEEDS,
                key=key,
                disabled=running,
                width=130,
                help="How many networks are trained a row, from seeds 0, 1, 2 … The same seeds give the same numbers.",
            )
        )
        finished = standing is not None and standing.state == "finished" and seeds == asked
        if running:
            st.button("Cancel", icon=":material/stop:", key=f"experiment_cancel_{name}", on_click=_cancel, args=(name,))
        else:
            st.button(
                "Run",
                type="primary",
                icon=":material/play_arrow:",
                key=f"experiment_run_{name}",
                on_click=_run,
                args=(name, key),
                disabled=finished,
                help="It is done. Choose other seeds to run it again." if finished else None,
            )
    return seeds


def _run(name: str, key: str) -> None:
    server.experiments().start(person(), name, int(st.session_state[key]))


def _cancel(name: str) -> None:
    server.experiments().cancel(person(), name)


def _invite(experiment: Experiment, seeds: int) -> None:
    st.info(
        f"Press **Run** to train {len(experiment.arms) * seeds} times: {len(experiment.arms)} rows, "
        f"{seeds} seed{'s' if seeds > 1 else ''} each. That takes about {duration(experiment.seconds * seeds)} of one "
        "processor, longer where others train too; what anybody here has run already comes at once."
    )


def _live(name: str, running: bool) -> None:
    """Draw what changes while it runs."""
    standing = server.experiments().look(person(), name)
    if standing is None or (standing.state == "running") != running:
        st.rerun()
    report = standing.report
    _progress(standing)
    said = verdict(report)
    if said:
        st.markdown(f"**Verdict.** {plain(said)}")
    st.caption(shown(report))
    alt = f"{shown(report)} The numbers are in the table below."
    live_chart(experiment_figure(report, theme()), key=f"experiment_chart_{name}", alt=alt)
    st.dataframe(report.words(), height="content", key=f"experiment_table_{name}")
    st.caption(
        "The median over the seeds, with the lowest and the highest where they differ."
        + (" CPU ms are measured and differ from machine to machine." if _is_measured(report) else "")
    )


def _is_measured(report: Report) -> bool:
    return any(column.measured for column in report.experiment.columns)


def _progress(standing: Standing) -> None:
    report = standing.report
    whole = report.seeds * len(report.rows)
    done = f"{report.done} of {whole} done"
    job_progress(standing, standing.state, done, doing="Running", press="Run")


def _take_away(report: Report) -> None:
    name = report.experiment.name
    st.markdown("The same from the command line:")
    st.code(report.command, language="bash", wrap_lines=True)
    with st.container(horizontal=True, gap="small", key=f"experiment_files_{name}"):
        st.download_button(
            "Table (CSV)",
            data=lambda: to_csv(_now(report).frame()),
            file_name=f"experiment_{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"experiment_csv_{name}",
        )
        st.download_button(
            "Everything (JSON)",
            data=lambda: to_json(_now(report)),
            file_name=f"experiment_{name}.json",
            mime="application/json",
            on_click="ignore",
            key=f"experiment_json_{name}",
            help="Every seed and every number, as the command line gives it with --json.",
        )


def _now(report: Report) -> Report:
    """Return the report as it is when a file of it is asked for."""
    standing = server.experiments().look(person(), report.experiment.name)
    return standing.report if standing else report
