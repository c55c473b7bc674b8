"""deploy/nginx.conf with ports of loopback in place of the containers' names."""

import os
import re
import shutil
from pathlib import Path

from tests.unit.deploy.dockerfile import ROOT

CONF = ROOT / "deploy" / "nginx.conf"
ABSENT = "nginx is not here (Debian: apt-get install nginx-light)"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def replicas() -> list[str]:
    """The app servers by name."""
    return re.findall(r"server (\S+):8501 ", CONF.read_text())


def command(folder: Path, port: int, servers: list[int]) -> list[str]:
    """What runs nginx in a folder, in front of these ports; each answer tells which of them gave it."""
    assert NGINX is not None
    text = CONF.read_text()
    shipped = replicas()
    for name, own in zip(shipped, servers, strict=False):
        text = text.replace(f"server {name}:8501 ", f"server 127.0.0.1:{own} ")
    for name in shipped[len(servers) :]:
        text = re.sub(rf" *server {name}:8501 .*\n", "", text)
    text = text.replace("listen 8501;", f"listen 127.0.0.1:{port};")
    text = text.replace("/tmp/nginx.pid", str(folder / "nginx.pid"))  # noqa: S108  # the container's own /tmp
    text = text.replace("add_header Set", "add_header Served-By $upstream_addr always;\n      add_header Set")
    conf = folder / "nginx.conf"
    conf.write_text(text)
    user = "user root root;" if os.geteuid() == 0 else ""  # else its workers may not enter the folder of a test
    return [NGINX, "-e", "stderr", "-g", f"daemon off; {user}", "-c", str(conf)]
