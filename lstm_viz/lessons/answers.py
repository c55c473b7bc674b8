"""The answer to each question, computed from the network that the reader looks at, with its numbers in a sentence."""

import math
from dataclasses import dataclass

import numpy as np

from lstm_viz.lessons import trials
from lstm_viz.lessons.evidence import Evidence, fed_in_words, keeper, lag_of, place_written
from lstm_viz.lessons.simple import simple_errors
from lstm_viz.model.fading import asked_last, fading
from lstm_viz.model.memory import half_lives

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OPEN, SHUT = 0.9, 0.5
FEW = 2.0
"""So many times its median timestep are much more."""
LONGEST = 200
"""Timesteps over which a gradient is followed."""
APART = 1.0
"""Powers of ten: gradients nearer together than that are not told apart."""


@dataclass(frozen=True)
class Answer:
    """Which choice is right, by its key, and a sentence with the numbers."""

    right: str
    sentence: str


def memoryless(evidence: Evidence) -> Answer:
    """Answer whether the network does as well when it sees each timestep with an empty memory."""
    trial = trials.tried(evidence.weights, evidence.problem, trials.without_memory)
    return Answer("worse" if trial.lost else "as_well", in_words(trial, evidence, "with an empty memory"))


def fades(evidence: Evidence) -> Answer:
    """Answer whose gradient is weaker at the first timestep: the plain RNN’s, the LSTM’s, or neither’s."""
    length = min(LONGEST, asked_last(evidence.problem) + 1)
    shrunk = {}
    for name, weights in (("RNN", evidence.rnn or {}), ("LSTM", evidence.weights)):
        h = fading(weights, evidence.problem, length).h[-1]
        shrunk[name] = math.log10(h[-1] / h[0]) if h[0] > 0 and h[-1] > 0 else math.inf
    apart = shrunk["RNN"] - shrunk["LSTM"]
    right = "alike" if math.isnan(apart) or abs(apart) < APART else "rnn" if apart > 0 else "lstm"
    said = " and ".join(f"the {name}’s {_shrinks(powers)}" for name, powers in shrunk.items())
    return Answer(
        right, f"Over {length - 1} timesteps back from the loss the length of the gradient by h changes: {said}."
    )


def _shrinks(powers: float) -> str:
    if math.isinf(powers):
        return "vanishes altogether"
    size = 10 ** abs(powers)
    raised = f"{int(10 ** (abs(powers) % 1))}·10{str(int(abs(powers))).translate(RAISED)}"
    many = f"{size:.1f}" if size < 10 else f"{size:,.0f}" if size < 1e4 else raised
    return f"becomes {many} times {'weaker' if powers > 0 else 'stronger'}"


def keeps(evidence: Evidence) -> Answer:
    """Answer where the forget gate of the unit that keeps longest stands on average."""
    unit, until = keeper(evidence), asked_last(evidence.problem) + 1
    f = evidence.layer.signals["f"][:until, unit]
    mean = float(f.mean())
    right = "open" if mean >= OPEN else "shut" if mean <= SHUT else "half"
    life = half_lives(evidence.layer)[unit]
    lasts = (
        "it never forgets"
        if math.isinf(life)
        else f"its half-life is {life:.3g} timesteps (lesson 7 says how it follows)"
    )
    return Answer(right, f"In unit {unit}, f is {mean:.3f} on average and {f.min():.3f} at its lowest: {lasts}.")


def writes(evidence: Evidence) -> Answer:
    """Answer whether the unit that keeps longest writes much more at the symbol than at its median timestep."""
    unit, t = keeper(evidence), place_written(evidence)
    signals, until = evidence.layer.signals, asked_last(evidence.problem) + 1
    written = np.abs(signals["i"][:until, unit] * signals["g"][:until, unit])
    usual = float(np.median(written))
    times = float(written[t]) / max(usual, 1e-300)
    symbol = fed_in_words(evidence.problem, t)
    where = f"t = {t}, where it reads {symbol}," if symbol else f"t = {t}"
    said = (
        f"At {where} the size of what unit {unit} writes is {written[t]:.3f}; at its median timestep {usual:.3f}: "
        f"{times:.1f} times as much."
    )
    return Answer("few" if times >= FEW else "even", said)


def carried(evidence: Evidence) -> Answer:
    """Answer whether more of c at the last answer is kept from before, or written at that timestep."""
    unit, t = keeper(evidence), asked_last(evidence.problem)
    signals = evidence.layer.signals
    before = float(signals["c"][t - 1, unit]) if t else float(evidence.layer.initial["c"][unit])
    kept = float(signals["f"][t, unit]) * before
    written = float(signals["i"][t, unit] * signals["g"][t, unit])
    said = (
        f"In unit {unit} at t = {t}, kept f · c is {signed(kept)} and written i · g is {signed(written)}; "
        f"together they are c = {signed(kept + written)}."
    )
    return Answer("kept" if abs(kept) > abs(written) else "written", said)


def signed(value: float) -> str:
    """Return a number with its sign and three decimals."""
    return f"{value:+.3f}".replace("-", "−")


def bounded(evidence: Evidence) -> Answer:
    """Answer which of c and h leaves the range from −1 to 1."""
    c, h = (np.abs(evidence.layer.signals[name]).max(axis=0) for name in "ch")
    right = "both" if min(c.max(), h.max()) > 1 else "cell" if c.max() > 1 else "none"
    said = (
        f"The largest |c| in this network is {c.max():.2f}, in unit {c.argmax()}; "
        f"the largest |h| is {h.max():.2f}, in unit {h.argmax()}."
    )
    return Answer(right, said)


def erased(evidence: Evidence) -> Answer:
    """Answer whether the network still does well when every forget gate is held at 0 over ten timesteps."""
    trial = trials.tried(evidence.weights, evidence.problem, trials.forgetting)
    first, last = trials.held_span(evidence.problem)
    count = last - first + 1
    shown = "between symbol and question" if lag_of(evidence.problem) else f"from t = {first} to {last}"
    held = f"with f held at 0 for {count} timesteps {shown}"
    return Answer("lost" if trial.lost else "survives", in_words(trial, evidence, held))


def beats(evidence: Evidence) -> Answer:
    """Answer whether the LSTM’s test error is better than the best simple method’s, alike, or worse."""
    found = simple_errors(evidence.problem, np.asarray(evidence.trace.y_hat))
    name, best = found.best_simple
    unit = f" {evidence.problem.unit}" if evidence.problem.unit else ""
    said = (
        f"Over {found.count} test answers the LSTM is off by {found.lstm:.4g}{unit} on average, {name} by "
        f"{best:.4g}{unit}."
    )
    return Answer(found.verdict, said)


def in_words(trial: trials.Trial, evidence: Evidence, how: str) -> str:
    """Return what a trial found: as it is, and with the change named by `how`."""
    if trial.chance is not None:
        before, after, chance = (f"{100 * share:.0f} %" for share in (trial.before, trial.after, trial.chance))
        return f"On new sequences this network is right in {before}; {how}, in {after}. Guessing is right in {chance}."
    unit = f" {evidence.problem.unit}" if evidence.problem.unit else ""
    return f"On new data this network is off by {trial.before:.3g}{unit} on average; {how}, by {trial.after:.3g}{unit}."


def place_in_words(evidence: Evidence) -> str:
    """Return where the symbol is shown and where it is asked; of a series where the keeper writes most."""
    t, lag = place_written(evidence), lag_of(evidence.problem)
    if lag is None:
        return f"The unit that keeps longest, {keeper(evidence)}, writes most at t = {t}."
    return f"{fed_in_words(evidence.problem, t)} is shown at t = {t} and asked at t = {t + lag}, {lag} timesteps later."
