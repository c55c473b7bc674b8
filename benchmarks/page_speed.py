"""What is felt on the page, in a real browser against a real server."""

from benchmarks import cursor_speed, live_speed, rerun_speed, time_machine_speed
from benchmarks.lab_page import open_lab_server
from benchmarks.rows import Row


def rows() -> list[Row]:
    with open_lab_server() as lab:
        return [*cursor_speed.rows(lab), *time_machine_speed.rows(lab), *live_speed.rows(lab), *rerun_speed.rows(lab)]
