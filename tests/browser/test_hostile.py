"""Names, links and files that mean harm, in a real browser: they are shown letter by letter, and do nothing."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.app_server import app_server
from tests.browser.lab import open_lab, settled, status
from tests.proofs.hostile_files import RUNS, WORKBOOKS, Hostile

NAMES = [
    "<script>window.harmed=1</script>",
    "<img src=x onerror=window.harmed=1>",
    "javascript:window.harmed=1",
    "[a](http://harm.example/)",
    ":red[x] $x$ **b**",
    "<a href='http://harm.example/'>b</a>",
    "![i](http://harm.example/i.png)",
    "%{x} =1+1",
]
LINKS = ["<img src=x onerror=window.harmed=1>", "[a](http://harm.example/) :red[x] $x$"]
# Beside this sign, which breaks addresses up, everything is shown letter by letter.
UNSEEN = "\u2060"
DRAWN = """() => ({
  harmed: window.harmed ?? null,
  scripts: [...document.scripts].filter((script) => script.textContent.includes("harmed")).length,
  images: [...document.images].filter((image) => /harm|x$/.test(image.getAttribute("src"))).length,
  links: [...document.querySelectorAll("a")].filter((link) => /harm/.test(link.getAttribute("href"))).length,
})"""
NOTHING = {"harmed": None, "scripts": 0, "images": 0, "links": 0}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "log.txt"


@pytest.fixture(scope="module")
def server(log: Path) -> Iterator[str]:
    with app_server(log) as address:
        yield address
    assert "Traceback" not in log.read_text()


def table_of(names: list[str]) -> bytes:
    rows = [",".join(str((row * (place + 3)) % 11) for place in range(len(names))) for row in range(60)]
    return "\n".join([",".join(names), *rows]).encode()


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


def shown(text: str) -> str:
    """Text from a file or a link as Streamlit is given it."""
    return text.replace("://", f":{UNSEEN}//")


def options_of(page: Page, label: str) -> list[str]:
    """What a choice offers first; the rest is drawn when it is scrolled to."""
    box, offered = page.get_by_test_id("stSelectbox").get_by_label(label, exact=True), page.locator("div[role=option]")
    for _ in range(10):  # the list of a box that has just been drawn may close again: a person presses again
        box.click()
        with contextlib.suppress(TooLate):
            offered.first.wait_for(timeout=2_000)
            break
    expect(offered.first).to_be_visible()
    options = offered.all_inner_texts()[:5]
    page.keyboard.press("Escape")
    return options


def test_names_of_columns_and_files_are_text_wherever_they_are_shown(page: Page, server: str) -> None:
    open_lab(page, server)
    for target in NAMES:
        others = [name for name in NAMES if name != target]
        upload(page, f"{target}.csv", table_of([target, *others]))
        card = page.locator(".st-key-reading_lab")
        expect(card.locator("strong").filter(has_text=shown(f"How {target}.csv was read"))).to_be_visible()
        expect(card.get_by_test_id("stDataFrame").locator("thead")).to_contain_text(target)
        expect(page.locator(".lv-sequence .annotation").filter(has_text=target).first).to_be_attached()
        expect(page.locator(".lv-explorer h2").filter(has_text=target).first).to_be_visible()
        assert page.evaluate(DRAWN) == NOTHING
    settled(page)
    assert options_of(page, "Predict") == [target, *others[:4]]
    card.get_by_text("Change how it is read").click()
    expect(page.get_by_test_id("stSelectbox").get_by_label("Time column", exact=True)).to_be_visible()
    assert page.evaluate(DRAWN) == NOTHING


@pytest.mark.parametrize("word", LINKS)
def test_words_of_a_link_are_text(page: Page, server: str, word: str) -> None:
    asked = quote(word)
    open_lab(
        page, f"{server}/?data={asked}&units={asked}&target={asked}&inputs={asked}&run={asked}&unit={asked}&t={asked}"
    )
    expect(page.get_by_text(shown(f"The link asks for data “{word}”, which does not exist"))).to_be_visible()
    expect(page.get_by_text(shown(f"The link asks for units “{word}”; it must be 1 to 128"))).to_be_visible()
    assert page.evaluate(DRAWN) == NOTHING


def test_a_link_of_300_bad_words_is_answered_in_a_few_sentences(page: Page, server: str) -> None:
    names = ["data", "layers", "units", "window", "batch", "steps", "seed", "dropout"]
    query = "&".join([*(f"{name}=<b>" for name in names), *(f"x{k}={'y' * 25}" for k in range(300))])
    assert len(query) > 9000
    open_lab(page, f"{server}/?{query}")
    expect(page.get_by_text("The link asks for 3 more things that cannot be.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(6)


@pytest.mark.parametrize(
    "file", [RUNS[0], *(each for each in WORKBOOKS if each.name == "lie.xlsx")], ids=lambda file: file.name
)
def test_a_file_that_means_harm_is_refused_and_the_page_goes_on(page: Page, server: str, file: Hostile) -> None:
    open_lab(page, server)
    upload(page, file.name, file.make())
    expect(page.get_by_role("alert").filter(has_text=file.words).first).to_be_visible()
    assert status(page)["step"] > 100


def test_a_table_of_more_than_10_mb_is_refused_in_words(page: Page, server: str) -> None:
    open_lab(page, server)
    upload(page, "large.csv", b"1,2\n" * (11 * 2**20 // 4))
    expect(page.get_by_text("large.csv has 11.0 MB; 10 MB is the most: keep the latest part of it.")).to_be_visible()
    expect(page.get_by_text("The Forecast page reads up to 128 MB.")).to_be_visible()


def test_300_mb_are_refused_by_the_page_before_they_are_sent(page: Page, server: str, tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "PUT" else None)
    open_lab(page, server)
    page.locator("input[type=file]").set_input_files(huge)
    expect(page.get_by_text("File must be 64.0MB or smaller.")).to_be_visible()
    assert sent == []


def test_an_upload_cut_short_leaves_the_run_and_can_be_done_again(page: Page, server: str, troubles: list[str]) -> None:
    open_lab(page, server)
    page.route("**/_stcore/upload_file/**", lambda route: route.abort("connectionreset"), times=1)
    upload(page, "cut.csv", table_of(["a", "b"]))
    expect(page.get_by_text("Network Error")).to_be_visible()
    assert status(page)["step"] > 100
    upload(page, "whole.csv", table_of(["a", "b"]))
    expect(page.get_by_text("How whole.csv was read")).to_be_visible()
    assert all("ERR_CONNECTION_RESET" in trouble or "upload" in trouble.lower() for trouble in troubles)
    troubles.clear()
