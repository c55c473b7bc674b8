import re

from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.ui.downloads import file_name


def test_a_download_is_named_after_the_run_and_its_step() -> None:
    assert file_name("Sine mixture, GRU 2 × 16 units", 400) == "Sine-mixture-GRU-2-16-units_step400"
    assert file_name("Sine mixture", None) == "Sine-mixture"
    assert file_name("Übersicht 2024/25: “Köln”", 7) == "Übersicht-2024-25-Köln_step7"


@given(st.text(), st.integers(0, 10**6))
def test_whatever_a_run_is_called_its_files_name_has_no_letter_that_a_system_refuses(title: str, step: int) -> None:
    name = file_name(title, step)
    assert re.fullmatch(r"[\w-]+", name)
    assert name.endswith(f"_step{step}")
    assert len(name) < 80
