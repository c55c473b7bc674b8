/** The pointer over the sequence: moving it looks, a click pins; a drag is Plotly's and zooms. */

const STILL = 4;

/** @typedef {{t: number, signal: string | null, unit: number, x: number, y: number}} Spot pixels are the frame's */

/**
 * @param {HTMLElement} frame
 * @param {(x: number, y: number) => Spot | null} spotAt what stands at a place of the frame; null beside the plot
 * @param {{onLook: (spot: Spot | null) => void, onPin: (spot: Spot) => void}} handlers
 */
export function watchPointer(frame, spotAt, { onLook, onPin }) {
  let down = { x: 0, y: 0 };

  /** @param {MouseEvent} event */
  const spot = (event) => {
    const box = frame.getBoundingClientRect();
    return spotAt(event.clientX - box.left, event.clientY - box.top);
  };
  frame.addEventListener("pointerdown", (event) => { down = { x: event.clientX, y: event.clientY }; }, true);
  frame.addEventListener("pointermove", (event) => onLook(event.buttons ? null : spot(event)), true);
  frame.addEventListener("pointerleave", () => onLook(null));
  // Plotly lays a sheet over the page while the button is down, so its release is heard at the window.
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const here = spot(event);
    if (!here) return;
    addEventListener("pointerup", (up) => {
      if (Math.hypot(up.clientX - down.x, up.clientY - down.y) <= STILL) onPin(here);
    }, { once: true, capture: true });
  }, true);
}
