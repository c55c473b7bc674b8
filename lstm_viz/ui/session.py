"""What one browser session holds: its settings, its upload, its run, and the sentences it has still to read.

Plain values in Streamlit's session state: widgets lose theirs when another page is shown.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from lstm_viz.data.source import Source
from lstm_viz.errors import LstmVizError
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server
from lstm_viz.ui.experiment import Experiment, build, edited_in_words, suggested, title_of
from lstm_viz.ui.person import person
from lstm_viz.ui.plain import plain
from lstm_viz.ui.routes import DEMO_ID, SHIPPED, find_run
from lstm_viz.ui.settings import FORECAST, MOST_STEPS, NOT_HERE, UPLOADED, Settings, from_query, to_query
from lstm_viz.ui.upload import Upload


def address() -> Mapping[str, str]:
    """Return the words of the address that the session began with: a turn to another page leaves out its words."""
    words: Mapping[str, str] = st.session_state.setdefault("began_with", st.query_params.to_dict())
    return words


def begin() -> None:
    """Set the session up, once: from the run in the address if it still lives, else from the settings in it."""
    if "settings" in st.session_state:
        return
    words = address()
    settings, notes = from_query(words)
    st.session_state.update(settings=settings, notes=notes, run_note=None, run=None, before=None)
    st.session_state.update(upload=None, source=None, forecast=None)
    asked, said = words.get("run", ""), len(notes)
    live = find(asked)
    if live is not None:
        show_with_settings(asked, live)
        return
    if settings.data in NOT_HERE:
        st.session_state["settings"] = Settings()
        notes.append(NOT_HERE[settings.data])
    elif asked and len(notes) == said:
        notes.append("The run of this link is not on this server any more: its settings are here, untrained.")


def find(run_id: str | None) -> LiveRun | None:
    """Return a run; None if it is not here, or cannot be shown: then a sentence says why."""
    try:
        return find_run(run_id) if run_id else None
    except LstmVizError as error:
        say(str(error))
        return None


def show_with_settings(run_id: str, live: LiveRun) -> None:
    """Put a run on screen, and the controls where the run is now."""
    made: Experiment = live.about
    status = live.status()
    st.session_state["run"] = run_id
    st.session_state["settings"] = replace(
        made.settings, learning_rate=status.learning_rate, steps=min(max(status.goal, 10), MOST_STEPS)
    )
    if made.settings.data == FORECAST:
        st.session_state["forecast"] = made.problem
    if made.settings.data == UPLOADED and made.source is not None and made.source is not uploaded_source():
        st.session_state.update(upload=None, source=made.source)


def settings() -> Settings:
    """Return what the controls say."""
    chosen: Settings = st.session_state["settings"]
    return chosen


def change(**values: Any) -> None:
    """Change settings; the controls follow."""
    st.session_state["settings"] = replace(settings(), **values)


def upload() -> Upload | None:
    """Return this session's file, if any; after F5 only its series is left, from the run that used it."""
    held: Upload | None = st.session_state["upload"]
    return held


def uploaded_source() -> Source | None:
    """Return the series of this session's file, if any."""
    held = upload()
    kept: Source | None = held.source if held else st.session_state["source"]
    return kept


def say(sentence: str) -> None:
    """Keep a sentence to be shown above the picture, until it is read."""
    if sentence not in st.session_state["notes"]:
        st.session_state["notes"].append(sentence)


@contextmanager
def in_words(besides: str = "") -> Iterator[None]:
    """Say what goes wrong within, and what holds besides, instead of raising it."""
    try:
        yield
    except LstmVizError as error:
        say(str(error) + besides)


def show_notes(*, here: bool = True) -> None:
    """Draw the sentences that are still to be read, unless they stand elsewhere.

    Their place is kept where there are none: what stands below would be made anew, and lose a file on its way.
    """
    kept: list[str] = st.session_state["notes"]
    with st.container():
        for index, sentence in enumerate(kept if here else ()):
            _note(str(index), sentence, partial(kept.remove, sentence))


def show_run_note() -> None:
    """Draw the sentence that speaks of the run on screen, if there is one."""
    run_id, sentence = st.session_state["run_note"] or (None, "")
    if run_id == st.session_state["run"] and sentence:
        _note("run", sentence, lambda: st.session_state.update(run_note=None))


def _note(name: str, sentence: str, dismiss: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"note_{name}"):
        st.warning(plain(sentence))
        st.button("Dismiss", type="tertiary", key=f"dismiss_{name}", on_click=dismiss)


def forget_notes() -> None:
    """Take the sentences away: what they speak of is over."""
    st.session_state["notes"].clear()


def choose_data(data: str) -> None:
    """Choose a data source, with training settings that suit it."""
    change(data=data, parameters=(), target="", inputs=(), normalisation="auto")
    with in_words():
        st.session_state["settings"] = suggested(settings(), uploaded_source())


def use_upload(held: Upload) -> None:
    """Make a file the data.

    Raises:
        DataError: there is no series in it to learn from.
    """
    st.session_state.update(upload=held, source=held.source)
    choose_data(UPLOADED)


def hold_upload(held: Upload) -> None:
    """Make a file this session's; the Lab's data only if these are of the file before.

    Raises:
        DataError: there is no series in it to learn from.
    """
    st.session_state.update(upload=held, source=held.source)
    if settings().data == UPLOADED:
        choose_data(UPLOADED)


def shown() -> tuple[str, LiveRun] | None:
    """Return the run on screen with its id."""
    run_id = st.session_state["run"]
    if run_id is None and settings().structure == Settings().structure:
        run_id = DEMO_ID
    live = find(run_id)
    return (run_id, live) if run_id and live else None


def experiment() -> Experiment:
    """Return what the controls ask for.

    Raises:
        DataError, SettingError: the data or a setting cannot be used.
    """
    return build(settings(), uploaded_source(), st.session_state["forecast"])


def new_run() -> LiveRun:
    """Start an untrained run with the settings and show it; the run before can be brought back.

    Raises:
        DataError, SettingError: the data or a setting cannot be used. ServerFull: there is no room for it.
    """
    live = live_run_of(experiment())
    _leave()
    show(_registered(live))
    return live


def live_run_of(made: Experiment) -> LiveRun:
    """Return an untrained run of an experiment, on this server's engine."""
    return LiveRun(
        server.engine(),
        made.problem,
        made.model,
        made.train,
        goal=made.settings.steps,
        about=made,
        places=server.places(),
    )


def _registered(live: LiveRun) -> str:
    made: Experiment = live.about
    return server.registry().add(live, person(), title_of(made))


def play(live: LiveRun) -> None:
    """Train the run on screen, and write it down from now on.

    Raises:
        ServerFull: this person, or all together, train too many already.
    """
    server.registry().may_play(person())
    live.play()
    keep()


def keep() -> None:
    """Write the run on screen down now."""
    server.registry().keep(st.session_state["run"])


def _leave() -> None:
    """Pause the run on screen, and remember it if there is anything to come back to."""
    found = shown()
    if found and found[0] not in SHIPPED and (found[1].playing or found[1].status().step > 0):
        found[1].pause()
        st.session_state["before"] = found[0]


def show(run_id: str) -> None:
    """Put a run on screen."""
    st.session_state["run"] = run_id


def adopt(live: LiveRun) -> None:
    """Keep a run that was opened from a file, and show it with its settings."""
    _leave()
    show_with_settings(_registered(live), live)
    keep()


def fork(step: int, edits: Any = ()) -> None:
    """Go on from an earlier step of the run on screen, in a run of its own that trains again to there.

    `edits` are weights to write over there, as plain values.

    Raises:
        SettingError: the run has no such step, or an edit does not fit it. ServerFull: there is no room for one more.
    """
    found = shown()
    if found is None:
        return
    run_id, live = found
    made: Experiment = live.about
    server.registry().may_play(person())
    child = live.fork(step, None, edits)
    child.about = replace(made, origin=(run_id, step), edits=child.edits)
    adopt(child)
    if child.status().step < step:
        play(child)
    where = f"step {step:,} of the one before{edited_in_words(child.about)}"
    sentence = f"This run goes on from {where}: change the learning rate if you like, and press Play."
    st.session_state["run_note"] = st.session_state["run"], sentence


def bring_back() -> None:
    """Show the run before the last reset or change of settings, with its settings."""
    run_id = st.session_state["before"]
    live = find(run_id)
    st.session_state["before"] = None
    if live is None:
        say("The run before is not kept any more.")
    else:
        show_with_settings(run_id, live)


def query() -> dict[str, str]:
    """Return what the address says of this session."""
    run_id = st.session_state["run"]
    return to_query(settings()) | ({"run": run_id} if run_id else {})
