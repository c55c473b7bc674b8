"""A page of the app for one person, opened by its address."""

from streamlit.testing.v1 import AppTest


def opened(script: str, person: str, **asked: str) -> AppTest:
    """Run a page's script; `asked` is what stands in the address."""
    app = AppTest.from_string(script, default_timeout=60)
    app.session_state["person"] = person
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app
