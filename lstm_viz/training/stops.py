"""The steps of training whose weights are kept: the same for every run of a network, however its chunks fall."""

MOST_A_DOUBLING, FEWEST_A_DOUBLING = 64, 4
DOUBLING_BYTES = 4 * 2**20


def is_stop(step: int, weight_bytes: int) -> bool:
    """Return whether the weights after `step` steps, which take so many bytes, are kept.

    Between a power of two and the next lie 64 stops at equal distances, fewer where the network is large (4 MB of
    weights, but at least 4 stops). The first ones are all kept.
    """
    count = MOST_A_DOUBLING
    while count > FEWEST_A_DOUBLING and count * weight_bytes > DOUBLING_BYTES:
        count //= 2
    distance = max(1, (1 << max(1, step).bit_length() - 1) // count)
    return step % distance == 0
