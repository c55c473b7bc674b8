/** Long work in short slices, so that the cursor stays smooth. */

const SLICE_MS = 6;

/**
 * Runs a generator to its end, a few milliseconds at a time.
 * @template Result
 * @param {Generator<any, Result>} job what it yields says how much of it is done
 * @param {(result: Result) => void} onDone
 * @param {(share: any) => void} [onSlice]
 * @returns {() => void} stops it
 */
export function inSlices(job, onDone, onSlice = () => {}) {
  let timer = 0;
  let stopped = false;
  function slice() {
    const until = performance.now() + SLICE_MS;
    let now = job.next();
    while (!now.done && !stopped && performance.now() < until) now = job.next();
    if (stopped) return;
    if (now.done) onDone(now.value);
    else {
      onSlice(now.value);
      timer = setTimeout(slice, 0);
    }
  }
  timer = setTimeout(slice, 0);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
