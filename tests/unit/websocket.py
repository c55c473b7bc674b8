"""A websocket asked for by hand, under any host."""

import base64
import socket


def opens_session(port: int, host: str) -> bool:
    """Ask for a websocket as a page of this host would; return whether it is given."""
    words = [
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: streamlit",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}", "", "",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
        asking.sendall("\r\n".join(words).encode())
        code = asking.recv(100).split()[1]
    assert code in (b"101", b"403")
    return code == b"101"
