"""What pip-audit 2.10.1 wrote, recorded, and what is made of it."""

import importlib.metadata

import pytest

from tests.audit import pins, verdict

CLEAN = '{"name": "openpyxl", "version": "3.1.5", "vulns": []}'
SKIPPED = '{"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited: torch (2.13.0)"}'
HOLE = (
    '{"name": "jinja2", "version": "2.4.1", "vulns": '
    '[{"id": "GHSA-462w", "fix_versions": ["2.7.2"], "aliases": [], "description": "s"}]}'
)
REFUSED = (
    "Traceback (most recent call last):\n"
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded"
)


def _report(*packages: str) -> str:
    return f'{{"dependencies": [{", ".join(packages)}], "fixes": []}}\n'


def test_a_known_hole_fails_and_is_named_with_the_version_that_mends_it() -> None:
    assert verdict(_report(CLEAN, HOLE, SKIPPED), "") == (
        1,
        "pip-audit: known holes:\njinja2 2.4.1: GHSA-462w, mended in 2.7.2",
    )


def test_packages_without_known_holes_pass_and_are_counted() -> None:
    assert verdict(_report(CLEAN, CLEAN), "") == (0, "pip-audit: nothing known of 2 packages.")


def test_a_package_that_was_not_looked_at_is_named() -> None:
    assert verdict(_report(CLEAN, SKIPPED), "") == (0, "pip-audit: nothing known of 1 packages. Not checked: torch.")


@pytest.mark.parametrize(("output", "errors"), [(_report(SKIPPED, SKIPPED), ""), ("", REFUSED)])
def test_a_service_that_is_not_there_passes_but_says_that_nothing_was_checked(output: str, errors: str) -> None:
    code, said = verdict(output, errors)
    assert code == 0
    assert said.endswith("nothing was checked.")
    assert len(said.splitlines()) == 1


def test_a_tool_that_cannot_run_is_no_pass() -> None:
    code, said = verdict("", "/usr/bin/python: No module named pip_audit")
    assert (code, said) == (1, "pip-audit could not run:\n/usr/bin/python: No module named pip_audit")


def test_what_the_pinned_packages_bring_is_audited_too_without_local_versions() -> None:
    audited = dict(pin.split("==") for pin in pins())
    assert {"streamlit", "starlette", "torch", "sympy", "distributed"} <= set(audited)
    assert "pytest" not in audited
    assert importlib.metadata.version("torch").startswith(audited["torch"])
    assert all("+" not in version for version in audited.values())
