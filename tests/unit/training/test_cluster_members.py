from lstm_viz.training.cluster_members import Member, fault_of, warning_of
from lstm_viz.training.cluster_worker import Bits

GOOD = Bits("2.13.0", "AVX2", "a")


def test_a_cluster_of_like_workers_gives_no_warning_and_one_that_is_not_ready_none_either() -> None:
    assert warning_of([Member(1, GOOD), Member(1, GOOD), Member(1)]) is None


def test_a_cluster_without_workers_is_said() -> None:
    assert warning_of([]) == "The cluster has no worker: start one."


def test_a_worker_that_cannot_compute_comes_before_everything_else() -> None:
    assert warning_of([Member(1, GOOD), Member(4, fault="It cannot.")]) == "It cannot."


def test_other_bits_are_said_with_both_instruction_sets_and_the_remedy() -> None:
    warning = str(warning_of([Member(1, GOOD), Member(1, Bits("2.13.0", "AVX512", "b"))]))
    assert "(AVX2, AVX512)" in warning
    assert "ATEN_CPU_CAPABILITY=avx2" in warning


def test_another_instruction_set_with_the_same_bits_is_fine() -> None:
    assert warning_of([Member(1, GOOD), Member(1, Bits("2.13.0", "AVX512", "a"))]) is None


def test_other_versions_of_torch_are_said_even_where_the_bits_agree() -> None:
    warning = str(warning_of([Member(1, GOOD), Member(1, Bits("2.12.0", "AVX2", "a"))]))
    assert "(2.12.0, 2.13.0)" in warning


def test_threads_that_nobody_uses_are_said() -> None:
    assert "--nthreads 1" in str(warning_of([Member(1, GOOD), Member(2, GOOD)]))


def test_a_missing_module_is_named_and_another_fault_is_quoted() -> None:
    assert fault_of(ModuleNotFoundError("x", name="torch")) == "The workers cannot import torch: install it there."
    assert "AttributeError: no bits" in fault_of(AttributeError("no bits"))


def test_workers_none_of_which_is_ready_are_waited_for_in_words() -> None:
    assert "getting ready" in str(warning_of([Member(1), Member(1)]))
