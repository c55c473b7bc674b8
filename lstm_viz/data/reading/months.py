"""The months' names in the common languages of Europe."""

import unicodedata
from collections.abc import Mapping

_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
)
_SHORT = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "jan fév mar avr mai jun jul aoû sep oct nov déc",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "jan feb mars apr maj juni juli aug sept okt nov dec",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "jänner feb maerz apr mai jun jul aug sep okt nov dez",
    "jan feb mrz apr mai jun jul aug sep okt nov dez",
)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_MONTHS = {_plain(word): month for line in (*_NAMES, *_SHORT) for month, word in enumerate(line.split(), start=1)}


def names_like(seen: Mapping[int, str]) -> dict[int, str]:
    """Return the months' names, from 1, as a file spells those that were seen.

    The others come from the languages that have all of these; where those differ, a name stays unknown.
    """
    lines = [line.split() for line in (*_NAMES, *_SHORT)]
    alike = [words for words in lines if all(_plain(words[month - 1]) == _plain(name) for month, name in seen.items())]
    ways = (str.upper, str.title, str.lower)
    way = next((way for way in ways if all(way(name) == name for name in seen.values())), None)
    if not seen or way is None:
        return dict(seen)
    others = {month: {way(words[month - 1]) for words in alike} for month in range(1, 13)}
    return {month: next(iter(names)) for month, names in others.items() if len(names) == 1} | dict(seen)


def month_of(word: str) -> int:
    """Return a month's number, from 1, of its name or its usual abbreviation; 0 if it is no month's."""
    return _MONTHS.get(_plain(word.strip(" .")), 0)
