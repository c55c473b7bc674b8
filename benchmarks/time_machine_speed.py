"""What one move of the time machine costs: until the frame that shows the other step everywhere, and no message."""

from statistics import median
from typing import Any

from playwright.sync_api import Request

from benchmarks.lab_page import Lab, reset
from benchmarks.rows import Row, at_most
from tests.browser.lab import open_lab, play, settled, wait_for

T, UNITS, TRAINED, MOVES = 200, 32, 200, 30

# From the slider's own event to the frame whose drawing is of that step: status() speaks of what was drawn last.
MOVE = """
async (moves) => {
  const explorer = () => document.querySelector(".lv-explorer");
  const status = () => explorer().parentElement.lvExplorer.status();
  const slider = explorer().querySelector("input[aria-label='Training step that is shown']");
  const frame = () => new Promise(requestAnimationFrame);
  const prediction = () => document.querySelector(".lv-answer-lines [data-line=prediction]").getAttribute("d");
  const times = [];
  let same = 0, before = prediction();
  for (let move = 0; move < moves; move += 1) {
    const { draws } = status();
    await frame();
    const began = performance.now();
    slider.value = String((move * 7) % Number(slider.max));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    while (status().draws === draws) await frame();
    times.push((await frame()) - began);
    const now = prediction();
    same += Number(now === before);
    before = now;
  }
  return { times, same, stops: Number(slider.max) + 1 };
}
"""


def rows(lab: Lab) -> list[Row]:
    with lab.page() as page:
        sent: list[object] = []

        def heard(what: object) -> None:
            sent.append(what)

        def asked(request: Request) -> None:
            if not request.url.endswith("/beat"):  # that somebody looks, every 4 s
                heard(request)

        page.on("websocket", lambda socket: socket.on("framesent", heard))
        open_lab(page, f"{lab.address}/?p.length={T + 1}&units={UNITS}&steps={TRAINED}")
        reset(page)
        play(page)
        wait_for(page, "s.state === 'finished'")
        settled(page)
        wait_for(page, "s.awaited === 0")
        page.on("request", asked)
        before = len(sent)
        found: dict[str, Any] = page.evaluate(MOVE, MOVES)
        messages = len(sent) - before
    if found["same"]:
        raise RuntimeError(f"{found['same']} of {MOVES} moves did not change the prediction.")
    how = (
        f"median of {MOVES} moves between {found['stops']} steps of training, H={UNITS} T={T}, until the frame that "
        f"shows the other step's prediction, strips and cell; {messages} messages meanwhile"
    )
    return [at_most(60, "time_machine_ms", median(found["times"]), "ms", how, also={"0 messages": messages == 0})]
