"""Every page of ours by axe-core's rules: nothing serious, nothing critical, in light and in dark."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, press, settled, wait_for
from tests.browser.learn import answer

GRAVE = ("serious", "critical")


def grave(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [(node["target"], node["failureSummary"]) for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lab_with_every_question_open(page: Page, server: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    open_lab(page, server)
    settled(page)
    for tab in page.get_by_role("tab").all():
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        assert (tab.inner_text(), grave(page)) == (tab.inner_text(), [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_my_runs_with_one_in_the_list_and_a_lesson_with_its_reveal(page: Page, server: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    open_lab(page, f"{server}/?steps=10&units=2")
    press(page, "Play")
    wait_for(page, "s.state === 'finished'")
    page.get_by_role("link", name="My runs").click()
    expect(page.get_by_text("10 steps, finished")).to_be_visible()
    settled(page)
    assert grave(page) == []
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name="1 · ")).to_be_visible()
    settled(page)
    page.get_by_text("3 · The forget gate", exact=True).click()
    expect(page.get_by_role("heading", name="3 · The forget gate")).to_be_visible()
    settled(page)
    answer(page, "In between")
    expect(page.locator(".lv-lesson-cell .lv-cell-diagram")).to_be_visible()
    settled(page)
    assert grave(page) == []
    page.get_by_text("Glossary", exact=True).click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    settled(page)
    assert grave(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_three_networks_compared(page: Page, server: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    open_lab(page, server)
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".st-key-compare_gradient .main-svg").first).to_be_visible()
    settled(page)
    assert grave(page) == []


@pytest.mark.parametrize("place", ["Lab", "Forecast"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_columns_that_were_chosen_from_a_list(page: Page, server: str, scheme: Any, place: str, tmp_path: Path) -> None:
    page.emulate_media(color_scheme=scheme)
    open_lab(page, server)
    if place == "Forecast":
        page.get_by_role("link", name=place).click()
        expect(page.get_by_role("heading", name=place, exact=True)).to_be_visible()
        settled(page)
    file = tmp_path / "two.csv"
    file.write_text(
        "\n".join(["Tag;eins;zwei", *(f"{1 + day:02d}.01.2020;{day % 5},5;{day % 3}" for day in range(30))])
    )
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(file)
    expect(page.get_by_text("How two.csv was read")).to_be_visible()
    if place == "Lab":
        wait_for(page, "s.draws > 0")
    settled(page)
    expect(page.locator("[data-tag]").first).to_be_visible()
    assert grave(page) == []
