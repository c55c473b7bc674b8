"""What one step of the cursor costs the page: frames that show their own timestep everywhere, and no message."""

from statistics import median
from typing import Any

from playwright.sync_api import Request

from benchmarks.lab_page import Lab, reset
from benchmarks.rows import Row, at_most
from tests.browser.lab import open_lab, play, settled, wait_for

FRAMES, TRAINED = 120, 40
SIZES = (("cursor_frame_ms", 200, 16, 17), ("cursor_frame_large_ms", 500, 64, 25))
"""Name, T, units, and the most milliseconds a frame: 60 and 40 frames a second."""

# One step of the slider a frame. The next frame's callback runs after the explorer's own, and before the frame is
# painted: what it reads is what that frame shows. A frame that does not show its timestep is not counted, so its time
# falls on the next one.
SCRUB = """
async (frames) => {
  const find = (what) => document.querySelector(".lv-explorer").querySelector(what);
  const slider = find("input.lv-slider[aria-label=Timestep]"), line = find(".lv-sequence .lv-cursor");
  const small = find(".lv-cell-panel [aria-valuetext]");
  const words = find(".lv-cell-time");
  const frame = () => new Promise(requestAnimationFrame);
  const go = (t) => {
    slider.value = String(t);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const across = () => Number(/translateX\\((.*)px\\)/.exec(line.style.transform)[1]);
  go(0);
  await frame();
  const shown = [await frame()];
  let before = across(), missed = 0;
  for (let t = 1; t <= frames; t += 1) {
    go(t);
    const now = await frame();
    const all = [line.dataset.t, words.textContent.replace("t = ", ""), small.getAttribute("aria-valuenow")];
    const x = across();
    if (all.every((one) => one === String(t)) && !line.hidden && x > before) shown.push(now);
    else missed += 1;
    before = x;
  }
  return { steps: Number(slider.max) + 1, missed, deltas: shown.slice(1).map((now, k) => now - shown[k]) };
}
"""


def rows(lab: Lab) -> list[Row]:
    return [_row(lab, *size) for size in SIZES]


def _row(lab: Lab, name: str, steps: int, units: int, most: float) -> Row:
    with lab.page() as page:
        sent: list[object] = []

        def heard(what: object) -> None:
            sent.append(what)

        page.on("websocket", lambda socket: socket.on("framesent", heard))
        open_lab(page, f"{lab.address}/?p.length={steps + 1}&units={units}&steps={TRAINED}")
        reset(page)
        play(page)
        wait_for(page, "s.state === 'finished'")
        settled(page)
        wait_for(page, "s.awaited === 0")  # the weights of earlier steps come behind the run

        def asked(request: Request) -> None:
            if not request.url.endswith("/beat"):  # that somebody looks, every 4 s, whatever the cursor does
                heard(request)

        page.on("request", asked)
        before = len(sent)
        found: dict[str, Any] = page.evaluate(SCRUB, FRAMES)
        found["messages"] = len(sent) - before
    if found["steps"] != steps or not found["deltas"]:
        raise RuntimeError(f"The explorer shows {found['steps']} timesteps and {found['missed']} wrong frames.")
    how = (
        f"median of {FRAMES} frames, U={units} T={steps}, one step of the slider a frame; counted if the line through "
        f"the strips, the cell's small plots and its “t = …” show that t ({found['missed']} did not); "
        f"{found['messages']} messages meanwhile"
    )
    quiet = {"0 messages": found["messages"] == 0}
    return at_most(most, name, median(found["deltas"]), "ms", how, also=quiet)
