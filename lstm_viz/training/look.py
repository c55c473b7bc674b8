"""What is computed of a run when somebody asks for it. Sent to workers by name: only they import torch."""

from collections.abc import Mapping

from lstm_viz.records import Array, ModelConfig, Trace


def trace_job(model: ModelConfig, weights: Mapping[str, Array], inputs: Array) -> Trace:
    """Return the trace of a network that reads `inputs` (T, F), in double precision as the page computes it."""
    import torch  # only in workers

    from lstm_viz.model.capture import capture  # only in workers
    from lstm_viz.model.network import network_from_weights  # only in workers

    network = network_from_weights(model, weights).double()
    return capture(network, torch.tensor(inputs[None], dtype=torch.float64))
