"""What a lesson shows of a network, each a small picture with its sentence."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import streamlit as st

from lstm_viz.figures import lesson as figures
from lstm_viz.figures.compare import gradient_through_time
from lstm_viz.figures.memory import half_life
from lstm_viz.lessons import answers, trials
from lstm_viz.lessons.evidence import keeper, lag_of
from lstm_viz.lessons.simple import ALIKE, simple_errors
from lstm_viz.model.fading import asked_last, fading
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.model.memory import half_lives
from lstm_viz.records import CellName
from lstm_viz.ui import experiment_panel, lesson_networks, lesson_parts
from lstm_viz.ui.compare_words import gradient_alternative
from lstm_viz.ui.experiment import title_of
from lstm_viz.ui.learning import SERIES, learning
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.plain import plain
from lstm_viz.ui.routes import LESSON_ID
from lstm_viz.ui.theme import theme

NOTHING = "There is no network to look at yet: train one."
VERDICTS = {
    "better": "Here an LSTM earns its place.",
    "alike": "Do not use an LSTM here: a method of one line does as well.",
    "worse": "Do not use an LSTM here: a method of one line does better.",
}


def panel(kind: str, of: str, key: str) -> None:
    """Draw a panel of this kind."""
    DRAWN[kind](of, key)


def _network(_: str, _key: str) -> None:
    found, evidence = lesson_networks.network(), lesson_networks.evidence("network")
    if found is None or evidence is None:
        st.caption(NOTHING)
        return
    run_id, live = found
    whose = "a network that was trained beforehand" if run_id == LESSON_ID else "your own network"
    st.caption(
        f"The numbers below are of {whose}: {plain(title_of(live.about))}, {live.status().step:,} steps. "
        f"{plain(answers.place_in_words(evidence))}"
    )


def _sequence(_: str, key: str) -> None:
    evidence = lesson_networks.evidence("network")
    if evidence is None or evidence.trace.y_hat is None:
        return
    problem = evidence.problem
    figure = figures.answers(problem, evidence.trace.y_hat, theme())
    if lag_of(problem) is None:
        said = f"The series {problem.target_name} and what the network says of it one timestep ahead."
    else:
        at, right = asked_last(problem), problem.targets[problem.probe, asked_last(problem)]
        shares = np.exp(evidence.trace.y_hat[at] - evidence.trace.y_hat[at].max())
        sure = shares[right] / shares.sum()
        said = f"At the question, t = {at}, the network gives the right symbol {problem.class_names[right]} "
        said += f"{100 * sure:.0f} %."
    live_chart(figure, key=key, alt=said)
    st.caption(plain(said))


def _cell(of: str, key: str) -> None:
    found, evidence = lesson_networks.network(), lesson_networks.evidence("network")
    if found is None or evidence is None:
        st.caption(NOTHING)
        return
    lesson_parts.cell(key, found[0], of, evidence, f"{found[1].turns} {found[1].status().state}")


def _gradient(_: str, key: str) -> None:
    shown = lesson_networks.evidence("pair")
    trained = _trained()
    if trained:
        before, after = "Before training", f"After {trained:,} steps"
        if st.radio("Gradients", [before, after], horizontal=True, key=f"{key}_when") == after:
            shown = lesson_networks.evidence("pair", untrained=False)
    if shown is None or shown.rnn is None:
        st.caption("The two networks are being made.")
        return
    length = min(answers.LONGEST, asked_last(shown.problem) + 1)
    norms: dict[CellName, GradientNorms] = {
        "lstm": fading(shown.weights, shown.problem, length),
        "rnn": fading(shown.rnn, shown.problem, length),
    }
    live_chart(gradient_through_time(norms, theme()), key=key, alt=gradient_alternative(norms))
    st.caption(f"{answers.fades(shown).sentence} The loss is at the right end; the scale is logarithmic.")


def _trained() -> int:
    """Return how many steps both networks of the pair have been trained."""
    return min(live.status().step for _, live in lesson_networks.pair().values())


def _both_answer(_: str, _key: str) -> None:
    newest, trained = lesson_networks.evidence("pair", untrained=False), _trained()
    if not trained or newest is None or newest.rnn is None:
        return
    lstm, rnn = (trials.share_right(each, newest.problem) for each in (newest.weights, newest.rnn))
    st.markdown(
        f"After {trained:,} steps the LSTM names the right letter in {100 * lstm:.0f} % of new sequences, the plain "
        f"RNN in {100 * rnn:.0f} %. Guessing is right in {100 / newest.problem.output_size:.0f} %."
    )


def _half_life(_: str, key: str) -> None:
    evidence = lesson_networks.evidence("network")
    if evidence is None:
        st.caption(NOTHING)
        return
    lives, lag = half_lives(evidence.layer), lag_of(evidence.problem)
    longest = int(lives.argmax())
    said = f"Unit {longest} has the longest half-life: {lives[longest]:.3g} timesteps."
    if lag:
        unit = keeper(evidence)
        if unit != longest:
            said += f" Unit {unit}, which carries most of the letter to the question, has {lives[unit]:.3g}."
        said += (
            f" The symbol must be kept for {lag}: {int((lives >= lag).sum())} of {len(lives)} units keep half so long."
        )
    live_chart(half_life(evidence.layer, evidence.problem, theme()), key=key, alt=said)
    st.caption(f"{said} A bar for each unit, on a logarithmic scale.")


def _what_if(_: str, key: str) -> None:
    evidence = lesson_networks.evidence("network")
    if evidence is None:
        st.caption(NOTHING)
        return
    unit, span = keeper(evidence), trials.held_span(evidence.problem)
    held = [Intervention(layer, None, "f", *span) for layer in range(len(evidence.trace.layers))]
    after = intervene(evidence.weights, evidence.problem.inputs[evidence.problem.probe], held)
    before_c, after_c = (each.layers[-1].signals["c"][:, unit] for each in (evidence.trace, after))
    said = (
        f"Unit {unit} holds c = {answers.signed(before_c[span[1]])} at t = {span[1]} as it is, and "
        f"{answers.signed(after_c[span[1]])} with f held at 0 in all units from t = {span[0]} to {span[1]} (shaded): "
        "what is in it then was written just now."
    )
    live_chart(figures.cell_state_held(before_c, after_c, span, theme()), key=key, alt=said)
    st.caption(said)


def _simple(_: str, _key: str) -> None:
    found, evidence = lesson_networks.series(), lesson_networks.evidence("series")
    if found is None or evidence is None or evidence.trace.y_hat is None:
        st.caption("No LSTM has been trained on this series yet.")
        return
    errors = simple_errors(evidence.problem, evidence.trace.y_hat)
    unit = f" ({evidence.problem.unit})" if evidence.problem.unit else ""
    rows = {
        f"LSTM, {found[1].status().step:,} steps": errors.lstm,
        "last value: all stays as it is": errors.last_value,
        "weighted sum of the last values (linear autoregression)": errors.linear,
    }
    name = plain(f"mean error over {errors.count} test answers{unit}")
    st.table(pd.DataFrame({name: {plain(row): f"{error:.4g}" for row, error in rows.items()}}))
    st.markdown(f"**{VERDICTS[errors.verdict]}**")
    st.caption(f"Errors that differ by less than {100 * ALIKE:.0f} % are not told apart.")


def _series_choice(_: str, key: str) -> None:
    held = learning()
    options = list(SERIES)
    st.radio(
        "The series",
        options,
        options.index(held.series),
        format_func=lambda each: SERIES[each],
        horizontal=True,
        key=key,
        on_change=lambda: setattr(held, "series", st.session_state[key]),
    )


def _experiment(of: str, _key: str) -> None:
    with st.container(border=True, key=f"lesson_experiment_{of}"):
        experiment_panel.panel(of)


DRAWN: Mapping[str, Callable[[str, str], None]] = {
    "network": _network,
    "sequence": _sequence,
    "cell": _cell,
    "gradient": _gradient,
    "both": _both_answer,
    "half_life": _half_life,
    "what_if": _what_if,
    "series": _series_choice,
    "simple": _simple,
    "experiment": _experiment,
}
