"""Learn as a person finds it."""

from playwright.sync_api import Page, expect

from tests.browser.lab import open_lab, settled


def open_lesson(page: Page, server: str, lesson: str, title: str) -> None:
    """Open a lesson from the Lab's address: its own address makes Streamlit look in vain for files."""
    open_lab(page, f"{server}/?lesson={lesson}")
    if page.viewport_size and page.viewport_size["width"] < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    settled(page)


def answer(page: Page, choice: str) -> None:
    """Predict, and see the reveal."""
    page.get_by_role("radiogroup", name="Your prediction").get_by_text(choice).click()
    expect(page.get_by_role("radio", name=choice)).to_be_checked()
    settled(page)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
