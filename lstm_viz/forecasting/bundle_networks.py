"""The networks in a kept forecast's file, each kind of array of all of them in one; written, and read back checked."""

from typing import Any

import numpy as np

from lstm_viz.forecasting.bundle_checks import check_shapes, one_of
from lstm_viz.forecasting.calendar import PARTS
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.normalisation import RELATIVES, Normalisation, Reach, own_inputs
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.scaling import Constants
from lstm_viz.forecasting.seen import Sizes, beside_names
from lstm_viz.model.exchange import bounded_whole, check_tensors, weight_shapes
from lstm_viz.records import QUANTILES, Array, ModelConfig

MOST_HIDDEN, MOST_NETWORKS, MOST_STEPS = 512, 16, 100_000
Groups = tuple[tuple[Member, ...], ...]


def networks_told(groups: Groups) -> dict[str, Any]:
    """Return, as plain values for JSON, what all networks share."""
    first = groups[0][0]
    return {"window": first.reach.window, "parts": list(first.parts), "hidden_size": first.model.hidden_size}


def network_tensors(groups: Groups) -> dict[str, Array]:
    """Return their arrays."""
    every = [each for group in groups for each in group]

    def by_group(values: list[Any], dtype: type) -> Array:
        return np.array(values, dtype).reshape(len(groups), len(groups[0]), *np.shape(values[0]))

    weights = {
        f"weights.{name}": by_group([each.weights[name] for each in every], np.float32) for name in every[0].weights
    }
    constants = {
        name: np.concatenate([np.stack([getattr(each.constants, name) for each in group], axis=1) for group in groups])
        for name in ("level", "usual", "size", "fed")
    }
    return {
        **weights,
        **constants,
        "means": by_group([each.sizes.means for each in every], np.float64),
        "spreads": by_group([each.sizes.spreads for each in every], np.float64),
        "seeds": by_group([each.seed for each in every], np.int64),
        "steps": by_group([each.steps for each in every], np.int64),
        "relative": by_group([RELATIVES.index(each.normalisation.relative) for each in every], np.uint8),
        "log": by_group([each.normalisation.log for each in every], np.bool_),
    }


def networks_from(plan: Plan, told: Any, tensors: dict[str, Array]) -> Groups:
    """Return the networks that plain values and arrays tell of; their arrays are taken out of `tensors`."""
    parts = tuple(one_of(each, PARTS) for each in told["parts"])
    reach = Reach(plan.season, plan.horizon, bounded_whole(told["window"], 1, plan.rows))
    beside = beside_names(parts, plan.config.past, plan.config.future, plan.horizon)
    own = len(own_inputs(Normalisation("none", log=False), reach))
    hidden = bounded_whole(told["hidden_size"], 1, MOST_HIDDEN)
    model = ModelConfig(own + len(beside), hidden, 1, plan.horizon * len(QUANTILES))
    n, g, m = len(plan.panel.ids), len(plan.groups), tensors["seeds"].shape[1]
    bounded_whole(m, 1, MOST_NETWORKS)
    weights = {name: tensors.pop(f"weights.{name}") for name in weight_shapes(model)}
    check_tensors(weights, {name: (g, m, *shape) for name, shape in weight_shapes(model).items()})
    columns = len(plan.config.past) + len(plan.config.future)
    shapes = dict.fromkeys(("level", "usual", "size"), (n, m)) | {"fed": (n, m, own)}
    shapes |= dict.fromkeys(("means", "spreads"), (g, m, columns))
    numbers = {name: tensors.pop(name) for name in shapes}
    check_tensors(numbers, shapes, np.float64)
    if not all((numbers[name] > 0).all() for name in ("usual", "size", "fed", "spreads")):
        raise ValueError("a constant by which is divided is not above 0")
    made = {name: tensors.pop(name) for name in ("seeds", "steps", "relative", "log")}
    for name, dtype in (("seeds", np.int64), ("steps", np.int64), ("relative", np.uint8), ("log", np.bool_)):
        check_shapes({name: made[name]}, {name: (g, m)}, dtype)

    def member(group: int, k: int) -> Member:
        rows = list(plan.groups[group])
        normalisation = Normalisation(RELATIVES[made["relative"][group, k]], bool(made["log"][group, k]))
        return Member(
            normalisation,
            int(made["seeds"][group, k]),
            bounded_whole(int(made["steps"][group, k]), 0, MOST_STEPS),
            model,
            {name: each[group, k] for name, each in weights.items()},
            (*own_inputs(normalisation, reach), *beside),
            Constants(*(numbers[name][rows, k] for name in ("level", "usual", "size", "fed"))),
            Sizes(numbers["means"][group, k], numbers["spreads"][group, k]),
            reach,
            parts,
        )

    return tuple(tuple(member(group, k) for k in range(m)) for group in range(g))
