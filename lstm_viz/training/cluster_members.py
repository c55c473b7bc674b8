"""The workers of a cluster as the cluster engine knows them, and what is to be said about them."""

from collections.abc import Collection
from dataclasses import dataclass

from lstm_viz.training.cluster_worker import Bits

SAME_BITS = "ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 MKL_CBWR=COMPATIBLE"
"""What makes torch's own kernels, oneDNN's and MKL's give the same bits on every processor with AVX2."""


@dataclass
class Member:
    """A worker process.

    Attributes:
        threads: how many it was started with; one of them is used.
        bits: what it computes with; None until it is ready.
        fault: why it cannot compute, in one sentence; None if it can, or if nobody knows yet.
    """

    threads: int
    bits: Bits | None = None
    fault: str | None = None


def fault_of(error: Exception) -> str:
    """Return why a worker that answered with this error cannot compute, and the remedy, in one sentence."""
    if isinstance(error, ModuleNotFoundError):
        return f"The workers cannot import {error.name or 'lstm_viz'}: install it there."
    return f"A worker cannot compute ({type(error).__name__}: {error}): install this version of lstm_viz there."


def warning_of(members: Collection[Member]) -> str | None:
    """Return what is wrong with a cluster of these workers, in one sentence; None if nothing is."""
    if not members:
        return "The cluster has no worker: start one."
    for member in members:
        if member.fault is not None:
            return member.fault
    known = [member.bits for member in members if member.bits is not None]
    if not known:
        return "The cluster's workers are getting ready: training goes on in some seconds."
    if len({bits.torch_version for bits in known}) > 1:
        found = ", ".join(sorted({bits.torch_version for bits in known}))
        return f"The workers have different versions of torch ({found}): install the same one on each."
    if len({bits.digest for bits in known}) > 1:
        found = ", ".join(sorted({bits.instruction_set for bits in known}))
        return f"The workers' results differ in their last bits ({found}): start each worker with {SAME_BITS}."
    if any(member.threads > 1 for member in members):
        return "A worker has several threads, of which one trains: start workers with --nthreads 1 and more --nworkers."
    return None
