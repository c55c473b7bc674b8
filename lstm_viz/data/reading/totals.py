"""The words that name a total, a mean or another sum over the rows or the columns beside it."""

import pyarrow as pa

from lstm_viz.data.reading.patterns import matches
from lstm_viz.records import Array

_WORDS = (
    "total totals sum summe gesamt insgesamt gesamtsumme somme totale totales totaal suma totalt average mean "
    "mittelwert durchschnitt moyenne media médias promedio gemiddelde subtotal subtotals subtotale zwischensumme grand "
    "overall "
)
_NO_LETTER = r"[\s0-9.,:;()/_+-]"
_NAMED = rf"(?i)(?:^|{_NO_LETTER})(?:{'|'.join(_WORDS.split())}|\pL{{2,12}}summe)(?:{_NO_LETTER}|$)"


def are_totals(cells: pa.Array) -> Array:
    """Return which cells name a total, such as “Total”, “Q1 total” or “Zwischensumme”."""
    return matches(cells, _NAMED)
