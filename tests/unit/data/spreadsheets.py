"""OpenDocument spreadsheets as LibreOffice writes them, made by hand so that nothing of ours is in them."""

import io
import zipfile
from collections.abc import Collection, Mapping

SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: Mapping[str, bytes], kind: bytes = TYPE) -> bytes:
    """An archive whose first member tells its type, stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


STYLES = "".join(
    f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/>'
    "</style:style>"
    for name, shown in {"ta1": "true", "ta2": "false", "ta_extref": "false"}.items()
)


def content(*sheets: str, head: str = "") -> bytes:
    return _document("".join(_table(f"s{k}", "ta1", rows) for k, rows in enumerate(sheets)), head)


def named_ods(sheets: Mapping[str, str], hidden: Collection[str] = (), copied: Collection[str] = ()) -> bytes:
    """A spreadsheet of sheets by name; of some LibreOffice says that they are hidden, or kept of another file."""
    styles = dict.fromkeys(sheets, "ta1") | dict.fromkeys(hidden, "ta2") | dict.fromkeys(copied, "ta_extref")
    tables = "".join(_table(name, styles[name], rows) for name, rows in sheets.items())
    return packed({"content.xml": _document(tables)})


def _table(name: str, style: str, rows: str) -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def _document(tables: str, head: str = "") -> bytes:
    body = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    body += f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return f'<?xml version="1.0"?>{head}<office:document-content {SPACES}>{body}</office:document-content>'.encode()


def ods(*sheets: str, head: str = "") -> bytes:
    """A spreadsheet of sheets, each the XML of its rows."""
    return packed({"meta.xml": b"<a/>", "content.xml": content(*sheets, head=head)})


def row(*cells: str, times: int = 1) -> str:
    again = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def cell(kind: str, value: str, shown: str = "", times: int = 1) -> str:
    """A cell of a type that has a value, and what its format shows of it."""
    key = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    again = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return (
        f'<table:table-cell{again} office:value-type="{kind}" office:{key}="{value}" calcext:value-type="{kind}">'
        f"<text:p>{shown or value}</text:p></table:table-cell>"
    )


def words(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def blank(times: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'
