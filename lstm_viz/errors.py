"""The one tree of errors. Each message names the thing, what was found, and the remedy, in one plain sentence.

LstmVizError
├── DataError          a file, column or value cannot be used
│   └── RepeatedTimes  many rows share a time, and nothing says what becomes of them
├── SettingError       a setting is out of its bounds, or two settings do not fit
├── CaptureError       a module's internals cannot be shown truthfully
├── TrainingStopped    training cannot go on; the last good state is kept
├── ForecastCancelled  somebody cancelled a forecast; nothing is kept of it
├── SavedRunError      a saved run cannot be opened
├── StoreError         a run cannot be kept on disk
├── WorkerLost         the process that computed a call ended; the call may be sent again
├── LessonError        a lesson or the glossary cannot be read
├── ConnectionLost     the cluster cannot be reached; the call may be sent again when it is back, or elsewhere
└── ServerFull         the server has no room for one more
"""

ENDED_BY_CTRL_C, ENDED_BY_A_PIPE = 130, 141
"""The exit codes that shells expect: 128 and the signal's number."""


class LstmVizError(Exception):
    """The base of every error that a person may see."""


class DataError(LstmVizError):
    """A file, column or value cannot be used."""


class RepeatedTimes(DataError):
    """Many rows of a file share a time, and nobody has said what becomes of them."""


class SettingError(LstmVizError):
    """A setting is out of its bounds, or two settings do not fit together."""


class CaptureError(LstmVizError):
    """A module's internals cannot be shown truthfully."""


class TrainingStopped(LstmVizError):
    """Training cannot go on; the last good state is kept."""


class ForecastCancelled(LstmVizError):
    """Somebody cancelled a forecast; nothing is kept of it."""


class SavedRunError(LstmVizError):
    """A saved run cannot be opened."""


class StoreError(LstmVizError):
    """A run cannot be kept on disk; it goes on in memory."""


class WorkerLost(LstmVizError):
    """The process that computed a call ended. The call was pure and may be sent again."""


class ConnectionLost(LstmVizError):
    """The cluster cannot be reached. The call may be sent again when it is back, or elsewhere."""


class LessonError(LstmVizError):
    """A lesson or the glossary cannot be read."""


class ServerFull(LstmVizError):
    """The server has no room for one more."""
