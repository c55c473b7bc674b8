"""The XML parts of an Excel file, unpacked and read in small pieces: nothing that the file claims is believed.

Excel never writes a document type, so one is refused, and with it every entity that would grow while it is read.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

MOST_UNPACKED = 50 * 2**20
_PIECE, _LONGEST_TAG = 2**16, 2**18
_DEEPEST, _MOST_NAMES, _MOST_TAGS = 64, 5000, 4_500_000
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class Parts:
    """An Excel file's parts by name.

    Raises:
        zipfile.BadZipFile and others: it is no archive.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self.unpacked = sum(entry.file_size for entry in self._archive.infolist())
        self._tags = self._fed = 0

    def __contains__(self, part: str) -> bool:
        """Return whether the file has a part."""
        return part in self._archive.NameToInfo

    def read(
        self, part: str, start: Start, end: End, text: Callable[[str], None], enough: Callable[[], bool] = lambda: False
    ) -> None:
        """Read a part, telling of every tag by its name without a namespace, until it ends or there is `enough`.

        Raises:
            ValueError: it is not as Excel writes it. KeyError: there is none. zipfile's, zlib's and expat's errors.
        """
        names: dict[str, str] = {}
        local = _LocalNames()
        depth, before = 0, self._fed

        def opened(name: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth
            depth += 1
            start(local[name], attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(local[name])

        parser = expat.ParserCreate(namespace_separator=" ", intern=names)
        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, _refuse
        parser.buffer_text = True
        entry = self._archive.getinfo(part)
        if entry.compress_type not in _PACKED:
            raise ValueError("no workbook is packed like this")
        with self._archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
                self._fed += len(piece)
                self._tags += piece.count(b"<")
                if self._fed > MOST_UNPACKED or self._fed - before - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise ValueError("no workbook has so long a tag, or so many parts")
                if depth > _DEEPEST or len(names) > _MOST_NAMES or self._tags > _MOST_TAGS:
                    raise ValueError("no workbook has so many tags, or so deep ones")
                if enough():
                    return
        parser.Parse(b"", True)


class _LocalNames(dict[str, str]):
    """A tag's name with its namespace → the name alone."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(" ")[2]
        return self[name]


def _refuse(*_: object) -> None:
    raise ValueError("no workbook has a document type")
