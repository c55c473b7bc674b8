"""The bytes of a file, out of gzip or a zip archive of one member where it is packed, never more than its bounds."""

import contextlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

from lstm_viz.data.room import Bounds
from lstm_viz.errors import DataError

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(RuntimeError, ValueError, IndexError, KeyError, OverflowError),
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_ANY_GZIP = 31  # zlib's word for a gzip header and a window of any size


def bytes_of(file: str | Path | bytes, name: str, bounds: Bounds) -> bytes:
    """Return what the file holds, unpacked; a workbook, which is an archive of many members, is left packed.

    Raises:
        DataError: it cannot be opened, is empty, or is larger than the bounds, packed or unpacked.
    """
    try:
        size = len(file) if isinstance(file, bytes) else Path(file).stat().st_size
        if size > bounds.bytes:
            raise _too_large(name, size, bounds, "has")
        data = file if isinstance(file, bytes) else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise DataError(f"{name} cannot be opened: check that the file is there and may be read.") from error
    if data.startswith(b"\x1f\x8b"):
        data = _out_of_gzip(data, name, bounds)
    elif data.startswith(b"PK\x03\x04"):
        data = _out_of_zip(data, name, bounds)
    if not data.strip(_BLANK):
        raise DataError(f"{name} is empty: choose a file with one row per timestep.")
    return data


def says_it_has(data: bytes) -> int:
    """Return how many bytes a file has, or says that it unpacks to; a damaged or lying one says anything."""
    if data.startswith(b"\x1f\x8b"):
        return max(len(data), int.from_bytes(data[-4:], "little"))
    if data.startswith(b"PK\x03\x04"):
        with contextlib.suppress(*_BROKEN):
            return max(len(data), sum(each.file_size for each in _members(zipfile.ZipFile(io.BytesIO(data)))))
    return len(data)


def _too_large(name: str, size: int, bounds: Bounds, does: str) -> DataError:
    most = f"{bounds.bytes // 2**20} MB"
    return DataError(f"{name} {does} {size / 2**20:.1f} MB; {most} is the most: keep the latest part of it.")


def _out_of_gzip(data: bytes, name: str, bounds: Bounds) -> bytes:
    """Unpack all members: a file may be several, one after the other."""
    pieces, size = [], 0
    try:
        while data.startswith(b"\x1f\x8b"):
            member = zlib.decompressobj(_ANY_GZIP)
            pieces.append(member.decompress(data, bounds.bytes - size + 1))
            size += len(pieces[-1])
            if size > bounds.bytes:
                raise _too_large(name, size, bounds, "unpacks to more than")
            if not member.eof:
                raise EOFError
            data = member.unused_data
    except _BROKEN as error:
        raise DataError(f"{name} is a damaged gzip file: pack it again, or choose the file itself.") from error
    return b"".join(pieces)


def _out_of_zip(data: bytes, name: str, bounds: Bounds) -> bytes:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        return data  # the reader of workbooks says what is wrong
    members = _members(archive)
    if not members:
        return data
    if members[0].file_size > bounds.bytes:
        raise _too_large(name, members[0].file_size, bounds, "unpacks to")
    try:
        if members[0].compress_type not in _PACKED:
            raise NotImplementedError
        with archive.open(members[0]) as stream:
            unpacked = stream.read(bounds.bytes + 1)
    except _BROKEN as error:
        raise DataError(f"{name} is a zip file that cannot be unpacked: choose the file that is in it.") from error
    if len(unpacked) > bounds.bytes:
        raise _too_large(name, len(unpacked), bounds, "unpacks to more than")
    return unpacked


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the one file that is packed; nothing of a workbook, which is an archive of many."""
    members = [
        each
        for each in archive.infolist()
        if not each.filename.startswith("__MACOSX/") and not each.filename.endswith("/")
    ]
    if len(members) != 1 or members[0].filename.startswith("xl/") or members[0].filename == "[Content_Types].xml":
        return []
    return members
