"""deploy/Dockerfile, read."""

import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATH = ROOT / "deploy" / "Dockerfile"


@dataclass(frozen=True)
class Step:
    """One instruction: its word and the rest of its line."""

    word: str
    rest: str

    @property
    def words(self) -> list[str]:
        """The JSON list in the rest of the line."""
        found: list[str] = json.loads(self.rest[self.rest.index("[") :])
        return found


def stages() -> dict[str, list[Step]]:
    """Every stage's steps, after those of the stages it is built on; the last, which has no name, is "" here."""
    found: dict[str, list[Step]] = {}
    name = ""
    for line in PATH.read_text().replace("\\\n", "").splitlines():
        if not line or line.startswith("#"):
            continue
        word, rest = line.split(" ", 1)
        if word == "FROM":
            base, *named = rest.split(" AS ")
            name = "".join(named)
            found[name] = list(found.get(base, []))
        found[name].append(Step(word, rest))
    return found


def copied(steps: list[Step]) -> list[tuple[str, str]]:
    """What is copied, source and target."""
    lists = [step.rest.split() for step in steps if step.word == "COPY"]
    return [(source, target) for *sources, target in lists for source in sources]
