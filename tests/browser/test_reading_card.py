"""The card of an uploaded file in the Lab: what a person sees, answers, and sees then."""

import re

import numpy as np
import pandas as pd
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.lab import open_lab, settled

AT = [pd.Timestamp(2003, 1, day, hour, day * 7 % 60) for day in range(1, 13) for hour in (8, 13, 19)]
DATES = "\n".join(["time,visits", *(f"{at:%m/%d/%Y %H:%M},{k % 7}" for k, at in enumerate(AT))]).encode()
MONTHS = pd.date_range("2015-01-01", periods=48, freq="MS")
GERMAN = (
    "Umsatzbericht Süd\nerstellt am 05.02.2021\n\nDatum;Umsatz in €;Tage\n"
    + "".join(f"{at:%d.%m.%Y};{k + 1}.{k * k * 7 % 900 + 100},5;{k % 5 + 20}\n" for k, at in enumerate(MONTHS))
    + "Summe;99.999,0;1.200\nQuelle: Buchhaltung\n"
).encode("cp1252")
OPEN = "details => details.open || details.querySelector('summary').click()"


def uploaded(page: Page, address: str, name: str, data: bytes) -> Locator:
    """Open the Lab, upload a file, and return its card."""
    open_lab(page, address)
    return uploaded_here(page, name, data)


def uploaded_here(page: Page, name: str, data: bytes) -> Locator:
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )
    card = page.locator(".st-key-reading_lab")
    expect(card.get_by_text(f"How {name} was read")).to_be_visible()
    settled(page)
    return card


def choose(box: Locator, words: str) -> None:
    """Choose in a select box. The list of one that has just been drawn may close again: a person presses again."""
    option = box.page.locator("div[role=option]").get_by_text(words, exact=True)
    for _ in range(10):
        box.click()
        try:
            option.click(timeout=2_000)
            expect(box).to_have_value(words, timeout=2_000)
        except (TooLate, AssertionError):
            box.press("Escape")
        else:
            return
    raise AssertionError(f"“{words}” cannot be chosen")


def test_the_answer_to_a_question_is_obeyed_and_can_be_changed_back(page: Page, server: str) -> None:
    card = uploaded(page, server, "visits.csv", DATES)
    used, other = "“01/02/2003 08:14” is 2003-02-01", "“01/02/2003 08:14” is 2003-01-02"
    row = card.get_by_test_id("stDataFrame").locator("tbody tr").nth(3)
    expect(card.get_by_role("radio", name=used)).to_be_checked()
    expect(row).to_contain_text("2003-02-01 08:14")
    card.get_by_text(other).click()
    expect(row).to_contain_text("2003-01-02 08:14")
    expect(card.get_by_role("radio", name=other)).to_be_checked()
    expect(card).to_contain_text("36 rows from 2003-01-01 08:07 to 2003-01-12 19:24")
    card.get_by_text(used).click()
    expect(row).to_contain_text("2003-02-01 08:14")


def test_a_german_export_is_understood_and_what_was_set_aside_is_named(page: Page, server: str) -> None:
    card = uploaded(page, server, "umsatz.csv", GERMAN)
    expect(card).to_contain_text("Text in cp1252, columns separated by semicolons, a decimal comma and “.” between")
    expect(card).to_contain_text("time in “Datum” as dd.mm.yyyy, monthly (first day); 48 rows from 2015-01-01")
    shown = card.get_by_test_id("stDataFrame").first
    expect(shown.locator("thead")).to_contain_text("Umsatz in €")
    expect(shown.locator("tbody tr").nth(1)).to_contain_text("2107.5")
    card.get_by_text("4 lines set aside").click()
    for line in ("1, above the table: Umsatzb", "2, above the table: erstellt", "53, a total: Summe;99.999,0;1.200"):
        expect(card.get_by_text(f"Line {line}")).to_be_visible()


def test_a_second_files_guesses_are_its_own_and_each_is_obeyed(page: Page, server: str) -> None:
    uploaded(page, server, "visits.csv", DATES).get_by_text("Change how it is read").click()
    expect(page.get_by_label("Time column", exact=True)).to_have_value("time")
    card = uploaded_here(page, "umsatz.csv", GERMAN)
    settled(page)
    card.locator("details").filter(has_text="Change how it is read").evaluate(OPEN)
    chosen = page.get_by_label("Time column", exact=True)
    expect(chosen).to_have_value("Datum")
    choose(chosen, "none")
    expect(card).to_contain_text("2 series side by side without times, 48 rows.")
    expect(chosen).to_have_value("none")
    choose(chosen, "Datum")
    expect(card).to_contain_text("monthly (first day); 48 rows from 2015-01-01")


def test_what_is_set_while_a_file_is_being_read_is_set_and_the_file_is_read(page: Page, server: str) -> None:
    hours = pd.date_range("2000-01-01", periods=9000, freq="h")
    values = np.random.default_rng(0).normal(size=(len(hours), 45))
    table = pd.DataFrame(values, hours, [f"c{each}" for each in range(45)]).to_csv(index_label="time")
    open_lab(page, server)
    settled(page)
    steps = page.get_by_role("spinbutton", name="Steps")
    most = int(steps.input_value()) + 100
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(
        {"name": "wide.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.locator('[data-testid="stApp"][data-test-script-state="running"]').wait_for()
    steps.press("ArrowUp")
    steps.press("Enter")
    expect(page.get_by_text("How wide.csv was read")).to_be_visible()
    expect(steps).to_have_value(str(most))
    expect(page).to_have_url(re.compile(f"data=file.*steps={most}"))
