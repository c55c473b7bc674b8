/**
 * The wire format: one JSON header, then arrays as they lie in memory.
 *
 * A message is the header's length (uint32, little endian), the header (UTF-8, padded with spaces so that what follows
 * starts at a multiple of 8), and arrays that each start at a multiple of 8. The views need no copy.
 */

/** @typedef {Float32Array | Float64Array | Int8Array | Int32Array} TypedArray */
/** @typedef {{values: Record<string, any>, arrays: Record<string, TypedArray>, shapes: Record<string, number[]>}} Message */

const KINDS = { f4: Float32Array, f8: Float64Array, i1: Int8Array, i4: Int32Array };

/**
 * @param {ArrayBuffer} buffer
 * @returns {Message} arrays are views of the buffer
 */
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  /** @type {Message} */
  const message = { values: header.values, arrays: {}, shapes: {} };
  for (const [name, { dtype, shape, offset }] of Object.entries(header.arrays)) {
    const Kind = KINDS[/** @type {keyof typeof KINDS} */ (dtype)];
    if (!Kind) throw new TypeError(`array ${name} is of type ${dtype}; it must be one of ${Object.keys(KINDS).join(", ")}`);
    const size = shape.reduce((/** @type {number} */ product, /** @type {number} */ n) => product * n, 1);
    message.arrays[name] = new Kind(buffer, 4 + length + offset, size);
    message.shapes[name] = shape;
  }
  return message;
}
