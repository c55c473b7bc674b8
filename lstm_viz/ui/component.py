"""The explorer and the address, as Streamlit components: loaders of a few lines; the code is in assets/explorer."""

from typing import Any

import streamlit as st

from lstm_viz.ui import routes, session
from lstm_viz.ui.theme import theme


def loader(name: str, module: str) -> Any:
    """Return a component whose code is the `mount` of a module in assets/explorer."""
    return st.components.v2.component(
        name,
        js="""export default async function (component) {
          const module = component.data.base + "explorer/" + component.data.version + "/MODULE.js";
          const { mount } = await import(new URL(module, location.origin).href);
          return mount(component);
        }""".replace("MODULE", module),
        isolate_styles=False,
    )


_EXPLORER = loader("lstm_explorer", "main")

# The page alone writes the address, by replacing it: cursor and settings never fill the browser's history. It also says
# on every page, without a rerun, that somebody looks: a run that nobody looks at rests after 14 s.
_ADDRESS = st.components.v2.component(
    "lstm_address",
    js="""const beats = new WeakMap();
    export default function ({ data, parentElement }) {
      clearInterval(beats.get(parentElement));
      const beat = () => fetch(data.beat, { method: "POST" }).catch(() => {});
      const timer = data.beat ? setInterval(beat, 4000) : 0;
      beats.set(parentElement, timer);
      const old = new URLSearchParams(location.search);
      const now = new URLSearchParams(data.query);
      for (const name of ["t", "unit", "layer", "step"]) if (old.has(name)) now.set(name, old.get(name));
      const query = now.toString();
      if (query !== old.toString()) history.replaceState(history.state, "", query ? "?" + query : location.pathname);
      return () => clearInterval(timer);
    }""",
)


def base() -> str:
    """Return where this server's own routes begin."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}/" if path else "/"


def explorer(run_id: str, turn: str) -> None:
    """Show a run; `turn` changes with every command and setting, so that the explorer looks at once."""
    data: dict[str, Any] = {
        "run": run_id,
        "turn": turn,
        "base": base(),
        "version": routes.version(),
        "theme": theme(),
    }
    _EXPLORER(key="explorer", data=data, height="content", on_settled_change=lambda: None, on_fork_change=_forked)


def _forked() -> None:
    asked: Any = st.session_state["explorer"]["fork"]
    step = asked.get("step") if isinstance(asked, dict) else None
    if isinstance(step, int):
        with session.in_words():
            session.fork(step, asked.get("edits", ()))


def address(query: str, page: str, run_id: str) -> None:
    """Write these words into the address of a page, keeping the cursor's, and look after the run on screen, if any."""
    beat = f"{base()}runs/{run_id}/beat" if run_id else ""
    _ADDRESS(key="address", data={"query": query, "page": page, "beat": beat}, height="content")
