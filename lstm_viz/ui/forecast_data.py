"""The Forecast page's data: a sample, or the person's own file."""

from functools import cache

from lstm_viz.data.samples import FOLDER, SAMPLES
from lstm_viz.errors import DataError
from lstm_viz.ui.forecast_settings import FILE, ForecastSettings
from lstm_viz.ui.upload import Upload


@cache
def sample(name: str) -> Upload:
    """Return a sample, read as any file is."""
    return Upload.read(SAMPLES[name].file, (FOLDER / SAMPLES[name].file).read_bytes())


def chosen(settings: ForecastSettings, uploaded: Upload | None) -> Upload:
    """Return the file that the settings name.

    Raises:
        DataError: the person's own is asked for, and is not here.
    """
    if settings.data != FILE:
        return sample(settings.data)
    if uploaded is None:
        raise DataError("The file of this link is not here: upload it again, or choose a sample.")
    return uploaded
