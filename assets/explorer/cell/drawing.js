/** Making SVG elements. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Element} parent @param {string} tag @param {Record<string, string | number>} [attributes]
 * @returns {SVGElement}
 */
export function addSvg(parent, tag, attributes = {}) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  setAll(made, attributes);
  parent.append(made);
  return made;
}

/** @param {Element} target @param {Record<string, string | number>} attributes */
export function setAll(target, attributes) {
  for (const [name, each] of Object.entries(attributes)) target.setAttribute(name, String(each));
}
