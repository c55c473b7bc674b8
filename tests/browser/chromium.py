"""Where Chromium is, and how it is started: for the browser tests and the benchmarks."""

import os
import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """The Chromium of LSTM_VIZ_CHROMIUM, or the first on the PATH."""
    for name in (os.environ.get("LSTM_VIZ_CHROMIUM"), *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise RuntimeError("The browser tests need Chromium: install it, or set LSTM_VIZ_CHROMIUM to its path.")
