"""Who asked for which experiment over how many seeds, whether it plays for them, and when they last looked."""

from collections import OrderedDict
from dataclasses import dataclass, replace

MOST_ASKED = 2000
NOBODY_LOOKS_AFTER = 14.0
"""Seconds after which a person who has not looked is taken for gone."""


@dataclass(frozen=True)
class Asked:
    """What one person asked of one experiment."""

    seeds: int
    playing: bool
    looked: float


class AskedFor:
    """What is asked for, of the latest 2,000 who asked. Not for several threads at a time."""

    def __init__(self) -> None:
        self._all: OrderedDict[tuple[str, str], Asked] = OrderedDict()

    def get(self, who: str, name: str) -> Asked | None:
        """Return what this person asked of this experiment."""
        return self._all.get((who, name))

    def put(self, who: str, name: str, asked: Asked) -> None:
        """Keep it; the one that was put longest ago goes when there are too many."""
        self._all[who, name] = asked
        self._all.move_to_end((who, name))
        if len(self._all) > MOST_ASKED:
            self._all.popitem(last=False)

    def stop_all(self, name: str) -> None:
        """Play an experiment for nobody any more."""
        self._all |= {key: replace(asked, playing=False) for key, asked in self._all.items() if key[1] == name}

    def seeds_wanted(self, name: str, now: float) -> int:
        """Return over how many seeds somebody who looks wants an experiment played; 0 if nobody does."""
        return max(
            (
                asked.seeds
                for (_, asked_name), asked in self._all.items()
                if asked_name == name and asked.playing and now - asked.looked <= NOBODY_LOOKS_AFTER
            ),
            default=0,
        )
