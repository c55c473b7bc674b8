"""The Lab while it trains, in a real browser against a real server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import ROOT
from tests.browser.drawn import DRAWN
from tests.browser.lab import long_run, open_lab, pause, play, play_and_pause, press, settled, status, wait_for

AIR = ROOT / "assets" / "samples" / "air_passengers.csv"


def test_a_first_visit_shows_a_trained_run(page: Page, server: str) -> None:
    open_lab(page, server)
    assert status(page)["state"] == "finished"
    assert status(page)["step"] > 100


def test_play_brings_new_loss_points_without_a_click(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=7))  # with default settings the shipped run, past step 20, would be met first
    play(page)
    wait_for(page, "s.step > 20")
    seen = status(page)["step"]
    wait_for(page, f"s.step > {seen + 20}")
    pause(page)


def test_pause_holds_every_time(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=1))
    assert play_and_pause(page, times=5) > 0  # fifty times: tests/proofs/test_pause.py


def test_a_new_learning_rate_in_mid_run_is_taken_and_loses_nothing(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=2))
    play(page)
    wait_for(page, "s.step > 20")
    run, seen = status(page)["run"], status(page)["step"]
    page.get_by_label("Learning rate", exact=True).press("ArrowLeft")
    wait_for(page, "Math.abs(s.learningRate - 0.005) < 1e-9")
    assert status(page)["run"] == run
    assert status(page)["step"] >= seen
    pause(page)


def test_an_uploaded_file_trains_with_one_click(page: Page, server: str) -> None:
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files(AIR)
    expect(page.get_by_text("How air_passengers.csv was read")).to_be_visible()
    wait_for(page, "s.step === 0 && s.state === 'untrained'")
    press(page, "Play")
    wait_for(page, "s.step >= 400 && s.state === 'finished'")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_second_file_takes_the_place_of_the_first(page: Page, server: str) -> None:
    open_lab(page, server)
    upload = page.locator("input[type=file]")
    for name in ("air_passengers", "co2"):
        upload.set_input_files(AIR.with_name(f"{name}.csv"))
        expect(page.get_by_text(f"How {name}.csv was read")).to_be_visible()
        wait_for(page, "s.step === 0 && s.state === 'untrained'")
    expect(page.locator(".lv-explorer").get_by_text("co2_ppm").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_zoom_survives_live_updates(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=3))
    play(page)
    wait_for(page, "s.step > 0")
    box = page.locator(".lv-sequence .nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    read = "() => document.querySelector('.lv-sequence .js-plotly-plot').layout.xaxis.range.map(Number)"
    page.wait_for_function(f"() => {{ const r = ({read})(); return r[1] - r[0] < 400; }}")
    zoomed, seen = page.evaluate(read), status(page)
    wait_for(page, f"s.step > {seen['step'] + 20} && s.draws > {seen['draws'] + 2}")
    assert page.evaluate(read) == pytest.approx(zoomed)
    pause(page)


def test_a_double_click_shows_the_whole_sequence_also_after_the_data_have_changed(page: Page, server: str) -> None:
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files(AIR)
    wait_for(page, "s.step === 0 && s.state === 'untrained'")
    settled(page)
    box = page.locator(".lv-sequence .nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40, steps=5)
    page.mouse.up()
    read = "document.querySelector('.lv-sequence .js-plotly-plot').layout.xaxis.range.map(Number)"
    steps = page.evaluate("document.querySelector('.lv-sequence .lv-plotly').data[0].x.length")
    page.wait_for_function(f"() => {read}[1] < {steps - 20}")
    page.mouse.dblclick(box["x"] + box["width"] * 0.5, box["y"] + 40)
    page.wait_for_function(f"() => {read}[0] === -0.5 && {read}[1] === {steps - 0.5}")


def test_the_cursor_sends_nothing_and_adds_nothing_to_the_history(page: Page, server: str) -> None:
    frames: list[object] = []

    def count(frame: object) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", count))
    open_lab(page, server)
    settled(page)
    wait_for(page, "s.awaited === 0")  # the weights of earlier steps are fetched behind a finished run
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    entries, sent = page.evaluate("history.length"), len(frames)
    slider = page.locator(".lv-explorer .lv-slider[aria-label=Timestep]")
    start = status(page)["t"]
    for _ in range(30):
        slider.press("ArrowRight")
    wait_for(page, f"s.t === {start + 30}")
    page.wait_for_function(f"() => new URLSearchParams(location.search).get('t') === '{start + 30}'")
    assert [url for url in requests if not url.endswith("/beat")] == []  # the page's own, whatever the cursor does
    assert page.evaluate("history.length") == entries
    assert len(frames) == sent


def test_f5_and_a_page_change_come_back_to_the_same_run(page: Page, server: str) -> None:
    open_lab(page, long_run(server, seed=4))
    play(page)
    wait_for(page, "s.step > 10")
    run = status(page)["run"]
    page.wait_for_function(f"() => new URLSearchParams(location.search).get('run') === '{run}'")
    page.reload()
    wait_for(page, f"s.run === '{run}' && s.step > 10")
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name="Sequences and memory")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith(f"/runs/{run}/beat")) as beat:
        pass  # the page says by itself that somebody looks, so the run goes on
    assert beat.value.status == 204
    page.get_by_role("link", name="Lab").click()
    wait_for(page, f"s.run === '{run}' && s.step > 10 && s.state === 'playing'")
    page.wait_for_function(f"() => new URLSearchParams(location.search).get('run') === '{run}'")
    page.reload()
    wait_for(page, f"s.run === '{run}' && s.step > 10")
    pause(page)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("one.csv", b"a,b\n1,2\n", "row"),
        ("constant.csv", b"t,x\n" + b"".join(b"%d,5\n" % n for n in range(100)), "every row"),
        ("text.csv", b"a,b\n" + b"one,two\n" * 100, "number"),
        ("infinite.csv", b"x\n" + b"1\n2\n" * 50 + b"inf\n", "inf"),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_with_a_sentence(
    page: Page, server: str, name: str, content: bytes, sentence: str
) -> None:
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    alert = page.get_by_role("alert").filter(has_text=sentence)
    expect(alert.first).to_be_visible()
    expect(page.get_by_text(re.compile("Traceback"))).to_have_count(0)
    assert status(page)["step"] > 100


def test_names_from_a_file_are_text(page: Page, server: str, tmp_path: Path) -> None:
    name = "<b>x</b>$a$:red[b]"
    rows = "".join(f"{i},{(i * 37) % 11}\n" for i in range(200))
    file = tmp_path / "named.csv"
    file.write_text(f"time,{name}\n{rows}")
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("How named.csv was read")).to_be_visible()
    wait_for(page, "s.step === 0 && s.state === 'untrained'")
    expect(page.locator(".lv-explorer").get_by_text(name, exact=False).first).to_be_visible()


def test_nonsense_in_the_address_is_answered_with_a_sentence(page: Page, server: str) -> None:
    open_lab(page, server + "/?units=banana&run=nothing&t=-5&unit=99999&layer=x")
    expect(page.get_by_text("The link asks for units “banana”; it must be 1 to 128: 16 is used.")).to_be_visible()
    assert status(page)["t"] >= 0


def test_the_network_runs_on_freely_past_the_end_of_the_data(page: Page, server: str) -> None:
    open_lab(page, server)
    page.get_by_label("run on freely").select_option(label="50 steps")
    page.wait_for_function(f"() => ({DRAWN})('free run') !== null")
    values = page.evaluate(DRAWN, "free run")["y"]
    assert [t for t, value in enumerate(values) if value is not None] == [*range(598, 649)]


def test_a_saved_run_is_downloaded_and_opened_again(page: Page, server: str, tmp_path: Path) -> None:
    open_lab(page, server + "/?units=6&steps=40")
    press(page, "Play")
    wait_for(page, "s.state === 'finished' && s.step === 40")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    press(page, "Save")
    with page.expect_download() as download:
        press(page, "Run")
    assert download.value.suggested_filename == "Sine-mixture-1-6-units_step40.safetensors"
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files(file)
    wait_for(page, "s.run !== 'demo' && s.step === 40 && s.state === 'finished'")
    expect(page.get_by_text("223 parameters")).to_be_visible()
