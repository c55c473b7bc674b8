"""What a page shows, put together from the server's messages as Streamlit's own front end does."""

import json
from collections.abc import Iterator
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Path = tuple[int, ...]


class Screen:
    """The elements by their place. What a script run does not draw again is gone when it ends."""

    def __init__(self) -> None:
        self._shown: dict[Path, tuple[str, str, Element]] = {}
        self._run, self._fragments = "", frozenset[str]()

    def begin(self, message: ForwardMsg) -> None:
        """Take in that a script run, or a fragment's, begins."""
        self._run = message.metadata.run.script_run_id
        self._fragments = frozenset(message.metadata.run.fragment_ids)

    def take(self, message: ForwardMsg) -> None:
        """Take a delta in."""
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "new_element":
            for below in [each for each in self._shown if each[: len(path)] == path]:
                del self._shown[below]
            self._shown[path] = self._run, delta.fragment_id, delta.new_element
        else:
            self._shown.pop(path, None)

    def end(self) -> None:
        """Drop what this run did not draw: of the whole page, or of the fragments that ran."""
        self._shown = {
            path: (run, fragment, element)
            for path, (run, fragment, element) in self._shown.items()
            if run == self._run or (self._fragments and fragment not in self._fragments)
        }

    def elements(self, *kinds: str) -> Iterator[Any]:
        """Return the elements of some kinds, from top to bottom, the page before the sidebar."""
        for _, (_, _, element) in sorted(self._shown.items()):
            kind = element.WhichOneof("type")
            if kind in kinds:
                yield getattr(element, kind)

    def find(self, label: str, *kinds: str) -> Any:
        """Return the element with this label.

        Raises:
            LookupError: there is none; the message names those that are there.
        """
        found = list(self.elements(*kinds))
        for each in found:
            if each.label == label:
                return each
        raise LookupError(f"No {' or '.join(kinds)} says “{label}”; there are {[each.label for each in found]}.")

    def has_button(self, label: str) -> bool:
        return any(each.label == label and not each.disabled for each in self.elements("button"))

    def component_data(self, name: str) -> Any:
        """Return what a value of this name is in the data of a component; None if no component has it."""
        for each in self.elements("bidi_component"):
            data = json.loads(each.json or each.mixed.json or "null")
            if isinstance(data, dict) and name in data:
                return data[name]
        return None

    @property
    def exceptions(self) -> list[str]:
        return [f"{each.type}: {each.message}" for each in self.elements("exception")]

    @property
    def words(self) -> str:
        """All sentences: alerts, markdown, captions."""
        return "\n".join(each.body for each in self.elements("alert", "markdown", "text"))
