"""Refusals of the command line; what it writes of a forecast is proved in tests/proofs."""

from pathlib import Path

import pytest

from lstm_viz.__main__ import main
from tests.browser.app_server import ROOT

AIR = str(ROOT / "assets/samples/air_passengers.csv")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.csv"], "nowhere.csv cannot be opened"),
        ([AIR, "--target", "y"], "There is no column of numbers “y”: choose among passengers."),
        ([AIR, "--date", "passengers"], "Column “passengers” of air_passengers.csv holds no dates"),
        ([AIR, "--horizon", "140"], "144 rows are too few"),
        ([AIR, "--season", "100"], "The season is 100 rows; it must be 1 for none, to 42"),
    ],
)
def test_what_cannot_be_forecast_is_one_sentence_and_exit_code_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forecast", *words]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert told.startswith(said)
    assert len(told.splitlines()) == 1


def test_a_number_that_is_none_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", AIR, "--horizon", "long"])
    assert ended.value.code == 2
    assert "argument --horizon: “long” is not a whole number" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_reckoned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forecast", AIR, "-o", str(tmp_path / "none" / "forecast.csv")]) == 2
    told = capsys.readouterr().err
    path = tmp_path / "none" / "forecast.csv"
    assert told == f"{path} cannot be written: check that its folder is there and may be written to.\n"
