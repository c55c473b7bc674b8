"""What a session forecasts: its settings, its file, the plan that follows from them, and the forecast if it is made."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.runner import Standing
from lstm_viz.ui import server, session
from lstm_viz.ui.brought import word_of
from lstm_viz.ui.forecast_data import chosen
from lstm_viz.ui.forecast_plan import computed, config_of, planned, shortest
from lstm_viz.ui.forecast_settings import COLUMNS, FILE, KEPT, PREFIX, ForecastSettings, from_query, to_query
from lstm_viz.ui.large_files import is_large
from lstm_viz.ui.person import person
from lstm_viz.ui.upload import Upload

RUN, BROUGHT = f"{PREFIX}run", f"{PREFIX}file"
GONE = {
    FILE: "The file of this link is not on this server any more: upload it again.",
    KEPT: "The kept forecast of this link is not on this server any more: open its file again.",
}


@dataclass(frozen=True, eq=False)
class Asked:
    """What a forecast was asked with, kept beside it so that a link brings the page back."""

    settings: ForecastSettings
    file: Upload


@dataclass(frozen=True, eq=False)
class Kept:
    """A forecast that was opened from a file, or that has gone on: its id, and the name of that file.

    `newer`: the file in which it has gone on, as it is read. `before`: what has gone on.
    """

    key: str
    name: str
    newer: Upload | None = None
    before: "Asked | Kept | None" = None


@dataclass
class Forecasting:
    """One session's settings, what it brought, and what is looked at.

    `uploaded`: its own file. `kept`: the forecast that it opened. `shown`, `beside`, `network`: of what is looked at.
    `inside`: the runs of the networks that it has opened in the Lab, by forecast, series and place. `below`: what there
    is to say is of what was asked below the forecast. `under_way`: the key of the latest that ran, and how it stood.
    """

    settings: ForecastSettings
    uploaded: Upload | None = None
    kept: Kept | None = None
    shown: str = ""
    beside: str = ""
    network: int = 0
    below: bool = False
    inside: dict[tuple[str, int, int], str] = field(default_factory=dict)
    under_way: tuple[str, Standing] | None = None


def forecasting() -> Forecasting:
    """Return this session's: at first that of the address, with its file where the forecast is still here."""
    if "forecasting" not in st.session_state:
        st.session_state["forecasting"] = _from_address()
    held: Forecasting = st.session_state["forecasting"]
    return held


def _from_address() -> Forecasting:
    words = session.address()
    settings, notes = from_query(words)
    for note in notes:
        session.say(note)
    key = words.get(RUN, "")
    standing = server.forecasts().look(person(), key, invited=True) if key else None
    if standing is not None:
        held = Forecasting(settings)
        _put(held, standing.about)
        return held
    found = server.brought().find(person(), words.get(BROUGHT, "")) if settings.data == FILE else None
    if found is not None:
        return Forecasting(settings, found)
    if settings.data in GONE:
        session.say(GONE[settings.data])
        return Forecasting(ForecastSettings())
    if key:
        session.say("The forecast of this link is not on this server any more: its settings are here.")
    return Forecasting(settings)


def _put(held: Forecasting, about: Asked | Kept) -> None:
    if isinstance(about, Kept):
        held.kept, held.settings = about, ForecastSettings(KEPT)
        return
    held.settings = about.settings
    if about.settings.data == FILE:
        held.uploaded = about.file


def show(about: Asked | Kept) -> None:
    """Put a forecast on screen that is there."""
    _put(forecasting(), about)


def kept() -> Kept | None:
    """Return the kept forecast, if that is on screen."""
    held = forecasting()
    return held.kept if held.settings.data == KEPT else None


def on_screen() -> Asked | Kept:
    """Return what is on screen.

    Raises:
        DataError: its file is not here.
    """
    return kept() or Asked(forecasting().settings, file())


def query() -> dict[str, str]:
    """Return what the address says of the forecast."""
    if "forecasting" not in st.session_state:
        return {name: word for name, word in session.address().items() if name.startswith(PREFIX)}
    held = forecasting()
    if held.settings.data == FILE and held.uploaded is None:
        return to_query(held.settings)
    words = to_query(held.settings if kept() else shortest(held.settings, file().reading))
    if held.settings.data == FILE:
        words[BROUGHT] = word_of(file())
    key = key_of(on_screen())
    return words | ({RUN: key} if server.forecasts().look(person(), key) else {})


def change(**values: Any) -> None:
    """Change settings of the forecast by name."""
    held = forecasting()
    held.settings = replace(held.settings, config=replace(held.settings.config, **values))


def choose(data: str, uploaded: Upload | None = None) -> None:
    """Forecast other data; nothing that was set for the columns of the data before is kept."""
    held = forecasting()
    held.uploaded = uploaded or held.uploaded
    held.settings = ForecastSettings(data, config=ForecastConfig(seed=held.settings.config.seed))


def use_file(file: Upload) -> None:
    """Forecast a file that a person brought."""
    choose(FILE, file)
    _hold(file)


def _hold(file: Upload) -> None:
    """Have a reload of the page find the file, unless it is large."""
    if not is_large(file.data):
        server.brought().bring(person(), file)


def read_again(setting: str, value: Any) -> None:
    """Have the file read another way; what was set for its columns is kept where they are still there."""
    with session.in_words(" It is read as before."):
        now = file()
        if is_large(now.data):
            server.large_files().begin(person(), now.name, now.data, now.said_with(setting, value), now)
        else:
            _use_as_read_again(now.again(setting, value))


def use_large(read: Upload, before: Upload | None) -> None:
    """Forecast a large file that has been read. `before`: as it was read so far, if it is still what is forecast."""
    if before is not None and before is forecasting().uploaded:
        _use_as_read_again(read)
    else:
        use_file(read)


def _use_as_read_again(again: Upload) -> None:
    held = forecasting()
    there, config = set(map(str, again.reading.table.columns)), held.settings.config
    kept: dict[str, Any] = {name: tuple(each for each in getattr(config, name) if each in there) for name in COLUMNS}
    held.uploaded, held.settings = again, replace(held.settings, data=FILE, config=replace(config, **kept))
    _hold(again)


def choose_every(every: bool) -> None:
    """Forecast all series of the file, or the chosen ones."""
    held = forecasting()
    config = replace(held.settings.config, past=(), future=())  # they are among all
    held.settings = replace(held.settings, every=every, config=config)


def file() -> Upload:
    """Return the file that is forecast.

    Raises:
        DataError: it is not here.
    """
    held = forecasting()
    return chosen(held.settings, held.uploaded)


def plan() -> Plan:
    """Return what the settings ask for.

    Raises:
        DataError, SettingError: the file cannot be forecast so.
    """
    settings, reading = forecasting().settings, file().reading
    return planned(reading, config_of(settings, reading))


def key_of(about: Asked | Kept) -> str:
    """Return the id of a forecast: the same for the same file, read alike, of which the same is computed."""
    if isinstance(about, Kept):
        return about.key
    reading = about.file.reading
    words = about.file.digest + computed(reading, config_of(about.settings, reading))
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def standing() -> Standing | None:
    """Say that this person looks at the forecast of the settings, and return how it stands; None: never begun by them.

    Raises:
        DataError: the file is not here.
    """
    held, key = forecasting(), key_of(on_screen())
    found = server.forecasts().look(person(), key)
    if found is not None and found.state == "running":
        held.under_way = key, found
    elif held.under_way is not None and held.under_way[0] == key:
        held.under_way = None
    return found


def resting() -> Standing | None:
    """Return how a forecast stood that this session had under way when it turned to another."""
    under_way = forecasting().under_way
    return under_way[1] if under_way is not None and under_way[0] != key_of(on_screen()) else None


def start() -> None:
    """Make the forecast that the settings ask for."""
    held = forecasting()
    with session.in_words():
        now = file()
        kept = now.without_data() if is_large(now.data) else now
        asked = Asked(held.settings, kept)
        server.forecasts().start(person(), key_of(asked), plan(), asked)


def cancel() -> None:
    """Make it no more."""
    with session.in_words():
        server.forecasts().cancel(person(), key_of(on_screen()))
