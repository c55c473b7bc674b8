"""What the Keras and the torch script have in common: the data's unit and back, and the check at the end."""

import json
from string import Template

from lstm_viz.data.fed import Fed
from lstm_viz.records import QUANTILES as LEVELS
from lstm_viz.records import Normalisation, Problem, Scale

BACK: dict[Normalisation, str] = {
    "none": "change",
    "difference": "before + change",
    "log_difference": "before * np.exp(change)",
}

SERIES = Template('''\
# What is fed: the column, what was done to it first, and then (value - centre) / spread.
FED = [
$fed
]
PREDICTED, UNIT = $name, $unit


def scaled(values, first, centre, spread):
    """Return a column in the data's unit, (R,), as the network reads it: one value shorter with differences."""
    if first == "log_difference":
        values = np.diff(np.log(values))
    elif first == "difference":
        values = np.diff(values)
    return (values - centre) / spread


def feed(data):
    """Return what the network reads, (T, $inputs), from columns in the data's unit, (R, $inputs)."""
    columns = [scaled(data[:, k], *how) for k, (_, *how) in enumerate(FED)]
    shortest = min(map(len, columns))
    return np.stack([column[-shortest:] for column in columns], axis=1).astype(np.float32)


def in_unit(y, before):
    """Return answers in the data's unit, (T,); `before` is the predicted column's last value before each answer."""
    change = y[:, 0] * $spread + $centre
    return $back


def tell(y, example):
    """Print the last answer that is asked, beside the right one."""
    t = int(example["asked"])
    said, right = in_unit(y, example["before"])[t], example["actual"][t]
    print(f"At timestep {t + 1} the network answers {PREDICTED} = {said:.6g}; right is {right:.6g} {UNIT}".rstrip())
''')

CLASSES = Template('''\
# What is fed, column by column, and what can be answered.
FED = $fed
CLASSES = $classes


def feed(data):
    """Return what the network reads, (T, $inputs): the columns as they are."""
    return data.astype(np.float32)


def tell(y, example):
    """Print the last answer that is asked, beside the right one."""
    t = int(example["asked"])
    said, right = CLASSES[y[t].argmax()], CLASSES[int(example["actual"][t])]
    print(f"At timestep {t + 1} the network answers {said}; right is {right}.")
''')

QUANTILES = Template('''\
# What is fed: columns that are scaled already, for at each row they are taken relative to something else.
FED = [
$fed
]
PREDICTED, UNIT, AHEAD = $name, $unit, $ahead
QUANTILES = np.array($quantiles)
LOG = $log


def feed(data):
    """Return what the network reads, (T, $inputs): the columns as they are."""
    return data.astype(np.float32)


def in_unit(y, centre, spread):
    """Return quantiles in the data's unit, (T, $ahead, $count), of the rows 1 to $ahead ahead of each.

    The example has centre, (T, $ahead) or (T, 1), and spread, (T, 1): what was known at each row.
    """
    ordered = np.sort(y.astype(np.float64).reshape(len(y), AHEAD, len(QUANTILES)), axis=2)
    values = centre[..., None] + spread[..., None] * ordered
    return np.exp(values) if LOG else values


def tell(y, example):
    """Print the median of the row ahead at the last answer that is asked, beside the right one."""
    t = int(example["asked"])
    median = in_unit(y, example["centre"], example["spread"])[t, 0, list(QUANTILES).index(0.5)]
    right = example["actual"][t]
    print(f"At timestep {t + 1} the median for {PREDICTED} is {median:.6g}; right is {right:.6g} {UNIT}".rstrip())
''')

CHECK = '''\
def main():
    """Feed the example and compare with what was computed where the network was trained."""
    example = np.load(HERE / "example.npz", allow_pickle=False)
    y = answers(load(build()), feed(example["data"]))
    off = float(np.abs(y - example["y"]).max())
    print(f"The largest difference to LSTM Visualizer over {len(y)} timesteps: {off:.1e}")
    tell(y, example)
    if not off <= 1e-4 * (1 + np.abs(y).max()):
        raise SystemExit("That is more than rounding: the files beside this script are not the ones it came with.")


if __name__ == "__main__":
    main()
'''


def literal(text: str) -> str:
    """Return a name from the data as a literal of Python (JSON's are that too), without what a terminal would obey."""
    return json.dumps("".join(letter if letter.isprintable() else " " for letter in text), ensure_ascii=False)


def data_text(problem: Problem, fed: Fed) -> str:
    """Return the part of a script that knows the data: names, unit, scaling and back."""
    inputs = len(problem.input_names)
    if problem.ahead_scale is not None:
        return QUANTILES.substitute(
            fed="\n".join(f"    {literal(name)}," for name in problem.input_names),
            name=literal(problem.target_name),
            unit=literal(problem.unit),
            ahead=problem.steps_ahead,
            quantiles=repr(LEVELS),
            log=problem.ahead_scale.log,
            count=len(LEVELS),
            inputs=inputs,
        )
    if problem.target_scale is None:
        names = (", ".join(map(literal, each)) for each in (problem.input_names, problem.class_names))
        shown, classes = (f"[{each}]" for each in names)
        return CLASSES.substitute(fed=shown, classes=classes, inputs=inputs)
    columns = map(_column, problem.input_names, fed.scales)
    return SERIES.substitute(
        fed="\n".join(columns),
        name=literal(problem.target_name),
        unit=literal(problem.unit),
        inputs=inputs,
        centre=repr(float(problem.target_scale.centre)),
        spread=repr(float(problem.target_scale.spread)),
        back=BACK[problem.target_scale.normalisation],
    )


def _column(name: str, scale: Scale) -> str:
    return f"    ({literal(name)}, {literal(scale.normalisation)}, {float(scale.centre)!r}, {float(scale.spread)!r}),"
