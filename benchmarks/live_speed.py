"""How a page keeps up with a run that trains: the first loss after Play, and the updates from then on."""

from statistics import median
from typing import Any

from playwright.sync_api import Page

from benchmarks.lab_page import Lab, reset
from benchmarks.rows import Row, at_least, at_most
from tests.browser.lab import long_run, open_lab, pause, play, wait_for

ROUNDS, WATCHED_SECONDS = 5, 6

SPY = """
const explorer = () => document.querySelector(".lv-explorer");
const status = () => explorer()?.parentElement?.lvExplorer?.status();
const frame = () => new Promise(requestAnimationFrame);
"""

# From the click itself to the first frame in which the loss chart has a line.
FIRST_LOSS = f"""
async () => {{
  {SPY}
  const lossShows = () => {{
    const chart = explorer()?.querySelector(".lv-loss");
    const line = chart?.querySelector(".scatterlayer path.js-line");
    return status()?.step > 0 && chart.querySelector(".lv-empty").hidden && line?.getAttribute("d");
  }};
  if (lossShows()) throw new Error("a loss shows before Play");
  const once = {{ capture: true, once: true }};
  const began = await new Promise((done) => addEventListener("click", (event) => done(event.timeStamp), once));
  while (!lossShows()) await frame();
  return (await frame()) - began;
}}
"""

# Every frame the cursor moves on. Is it where it was put, is anything blank, is the zoom still there, is a newer step
# drawn?
WATCH = f"""
async (seconds) => {{
  {SPY}
  const range = () => document.querySelector(".lv-sequence .js-plotly-plot").layout.xaxis.range.map(Number);
  const full = (root) =>
    [...root.querySelectorAll(".lv-plotly")].every((plot) => plot.querySelector(".main-svg .scatterlayer .trace")) &&
    [...root.querySelectorAll(".lv-strip canvas")].every((canvas) => canvas.width > 0 && canvas.clientWidth > 0);
  const zoom = range();
  const slider = explorer().querySelector("input.lv-slider[aria-label=Timestep]");
  const found = {{ blank: 0, frames: 0, zoomKept: true, cursorKept: true }}, updates = [];
  const scrub = (frames) => {{
    slider.value = String(100 + (frames % 100));
    slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
  }};
  const began = await frame();
  let {{ draws, step }} = status();
  let time = began;
  while (time - began < seconds * 1000) {{
    scrub(found.frames);
    time = await frame();
    found.cursorKept &&= status()?.t === 100 + (found.frames % 100);
    found.frames += 1;
    const now = status(), root = explorer();
    if (!now || now.blank || !root || !full(root)) {{
      found.blank += 1;
      continue;
    }}
    found.zoomKept &&= range().every((end, k) => Math.abs(end - zoom[k]) < 1e-6);
    if (now.draws > draws && now.step > step) {{
      updates.push(time);
      ({{ draws, step }} = now);
    }}
  }}
  const whole = (updates.at(-1) - updates[0]) / 1000;
  return {{ ...found, seconds: (time - began) / 1000, rate: whole > 0 ? (updates.length - 1) / whole : 0 }};
}}
"""


def rows(lab: Lab) -> list[Row]:
    with lab.page() as page:
        open_lab(page, long_run(lab.address, seed=11))
        waits = [_first_loss(page) for _ in range(ROUNDS + 1)][1:]
        reset(page)
        play(page)
        wait_for(page, "s.step > 20")
        _zoom(page)
        found: dict[str, Any] = page.evaluate(WATCH, WATCHED_SECONDS)
        pause(page)
    kept = {"0 blank frames": found["blank"] == 0, "zoom kept": found["zoomKept"], "cursor kept": found["cursorKept"]}
    how = (
        f"draws of a newer step while it trains and the cursor moves every frame, {found['seconds']:.1f} s and "
        f"{found['frames']} frames, {found['blank']} of them blank; zoom {'kept' if found['zoomKept'] else 'LOST'}, "
        f"cursor {'kept' if found['cursorKept'] else 'LOST'}"
    )
    first = f"click on Play to a line in the loss chart, warm engine, median of {ROUNDS}; longest {max(waits):.2f} s"
    return [
        at_least(2, "live_updates", found["rate"], "/s", how, also=kept),
        at_most(1, "first_loss_s", median(waits), "s", first),
    ]


def _first_loss(page: Page) -> float:
    """Play an untrained run; return the seconds to its first loss on screen."""
    reset(page)
    page.wait_for_function("() => !document.querySelector('.lv-loss .lv-empty').hidden")
    page.evaluate(f"() => {{ window.firstLoss = ({FIRST_LOSS})(); }}")
    play(page)
    milliseconds: float = page.evaluate("() => window.firstLoss")
    pause(page)
    return milliseconds / 1000


def _zoom(page: Page) -> None:
    """Drag over a part of the sequence."""
    box = page.locator(".lv-sequence .nsewdrag").first.bounding_box()
    if box is None:
        raise RuntimeError("The sequence chart has no place to drag.")
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, height, steps=5)
    page.mouse.up()
    page.wait_for_function(
        "() => { const r = document.querySelector('.lv-sequence .js-plotly-plot').layout.xaxis.range.map(Number);"
        " return r[1] - r[0] < 400; }"
    )
