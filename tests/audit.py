"""Ask what is known of holes in the pinned packages and all they bring with them: `python -m tests.audit`.

Nothing known, or nobody there to ask: exit code 0, and which of the two is said. A known hole: 1.
"""

import importlib.metadata
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-cluster.txt")
SECONDS = 60
# How pip-audit ends where the service is not there: most of its ways are tracebacks of what it is built on.
UNREACHED = ("requests.exceptions.", "ServiceError", "Could not connect to PyPI")


def pins() -> list[str]:
    """Return “name==version” of every package that the requirement files name and that those bring, as installed.

    Raises:
        PackageNotFoundError: one of them is not installed.
    """
    lines = [line.split("#")[0].strip() for name in FILES for line in (ROOT / name).read_text().splitlines()]
    waiting = [Requirement(line) for line in lines if line and not line.startswith("-")]
    found: dict[str, str] = {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and name not in found:
            package = importlib.metadata.distribution(name)
            found[name] = package.version.split("+")[0]  # “2.13.0+cpu” is known to the service as 2.13.0
            waiting += map(Requirement, package.requires or [])
    return sorted(f"{name}=={version}" for name, version in found.items())


def verdict(output: str, errors: str) -> tuple[int, str]:
    """Return the exit code and what to say for what `pip-audit --format json` wrote to stdout and stderr."""
    try:
        packages = json.loads(output)["dependencies"]
    except ValueError:
        if any(mark in errors for mark in UNREACHED):
            return 0, "pip-audit: the vulnerability service cannot be reached from here; nothing was checked."
        return 1, f"pip-audit could not run:\n{errors.strip()}"
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {' or '.join(hole['fix_versions']) or 'none'}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    if holes:
        return 1, "\n".join(["pip-audit: known holes:", *holes])
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        return (
            0,
            f"pip-audit: the vulnerability service answers for none of {len(packages)} packages; nothing was checked.",
        )
    said = f"pip-audit: nothing known of {len(packages) - len(unknown)} packages."
    return 0, f"{said} Not checked: {', '.join(unknown)}." if unknown else said


def main() -> int:
    """Ask, say what was answered, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "pinned.txt"
        pinned.write_text("\n".join(pins()))
        options = ["--requirement", str(pinned), "--no-deps", "--disable-pip", "--format", "json"]
        command = [sys.executable, "-m", "pip_audit", *options, "--progress-spinner", "off", "--timeout", "10"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            code, said = 0, f"pip-audit: the vulnerability service did not answer in {SECONDS} s; nothing was checked."
        else:
            code, said = verdict(answer.stdout, answer.stderr)
    sys.stdout.write(f"{said}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
