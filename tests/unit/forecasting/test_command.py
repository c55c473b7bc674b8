"""Refusals of the command line; what it writes of a forecast is proved in tests/proofs."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_viz.__main__ import main
from lstm_viz.forecasting.command import in_words
from lstm_viz.forecasting.config import ForecastConfig
from tests.browser.app_server import ROOT
from tests.unit.forecasting.made import made

AIR = str(ROOT / "assets/samples/air_passengers.csv")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([AIR, "-o", str(ROOT)], f"{ROOT} is a folder"),
        ([AIR, "--keep", AIR], f"{AIR} is the file that is read"),
        ([AIR, "--set", "colour=red"], "“colour=red” does not say how to read the file"),
        (["nowhere.csv"], "nowhere.csv cannot be opened"),
        ([AIR, "--target", "y"], "There is no column of numbers “y”: choose among passengers."),
        ([AIR, "--date", "passengers"], "Column “passengers” of air_passengers.csv holds no dates"),
        ([AIR, "--horizon", "140"], "144 rows are too few"),
        ([AIR, "--season", "100"], "The season is 100 rows; it must be 1 for none, to 42"),
        ([AIR, "--origins", "0"], "0 origins cannot be tried"),
        ([AIR, "--past", "price"], "There is no column of numbers “price”"),
        ([AIR, "--covariate", "passengers", "--target", "passengers"], "Column “passengers” is named twice"),
        ([AIR, "--run", "nowhere.safetensors"], "nowhere.safetensors cannot be read (No such file or directory)"),
        ([AIR, "--run", AIR], "This is not a forecast kept by LSTM Visualizer"),
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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--run", "a", "--horizon", "0", "--once"], "--run has its settings from the kept file: leave out --horizon"),
        (["--run", "a", "--seed", "0"], "leave out --seed"),
        (["--all", "--target", "y"], "--target names columns and --all takes every one"),
    ],
)
def test_settings_that_exclude_each_other_are_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", AIR, *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_number_that_is_none_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["forecast", AIR, "--horizon", "long"])
    assert ended.value.code == 2
    assert "argument --horizon: “long” is not a whole number" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_refused_before_anything_is_reckoned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none" / "forecast.csv"
    for option in ("-o", "--keep"):
        assert main(["forecast", AIR, option, str(path)]) == 2
        told = capsys.readouterr().err
        assert told == f"{path} cannot be written: check that its folder is there and may be written to.\n"


def test_every_column_that_changes_is_a_target_where_all_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "three.csv"
    file.write_text("a,b,c\n" + "".join(f"{row % 3},5,{(row + 1) % 4 - 1}\n" for row in range(60)))
    assert main(["forecast", str(file), "--all", "--horizon", "2", "--non-negative"]) == 2
    assert capsys.readouterr().err.startswith("“c” is -1 at row 4: what goes below 0 cannot be forecast")
    assert main(["forecast", str(file), "--target", "a", "b", "--horizon", "2"]) == 2
    assert capsys.readouterr().err.startswith("Column “b” is 5 in every row")


def test_nothing_is_left_of_a_forecast_that_could_not_be_made(tmp_path: Path) -> None:
    kept = tmp_path / "run.safetensors"
    assert main(["forecast", AIR, "--horizon", "140", "--keep", str(kept)]) == 2
    assert not kept.exists()


def test_many_series_are_told_in_a_line_each() -> None:
    rng = np.random.default_rng(0)
    data = pd.DataFrame(rng.normal(size=(40, 21)), columns=[f"s{each}" for each in range(21)])
    lines = in_words(made(ForecastConfig(tuple(data.columns), 2, season=1, origins=2), data)).splitlines()
    told = [line for line in lines if line.split()[:1] and line.split()[0] in data.columns]
    assert len(told) == 21
    assert "All 21 series together. " in lines[1]


def test_what_is_to_be_known_of_how_the_file_was_read_is_told_first() -> None:
    lines = in_words(made(), ["1 row is not of the table."]).splitlines()
    assert lines[1] == "Note: 1 row is not of the table."
