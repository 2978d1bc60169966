/** Offsets: the service counts code points, JavaScript UTF-16 units; they part at the first sign beyond U+FFFF. */

export class Offsets {
  #pairs; // where, in units, each surrogate pair begins

  constructor(text) {
    this.#pairs = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), (match) => match.index);
  }

  /** The offset in UTF-16 units of the code point `offset`. */
  toUnits(offset) {
    return offset + this.#count((unit, index) => unit - index < offset);
  }

  /** The offset in code points of the UTF-16 unit `offset`; that of the whole sign where it lies within a pair. */
  toCodePoints(offset) {
    return offset - this.#count((unit) => unit < offset);
  }

  /** How many pairs are `before`, which holds for the first ones and for none after them. */
  #count(before) {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.#pairs[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** `value` with every `start` and `end` in it turned from code points to units: a report as this page works with it. */
export function toUnits(value, offsets) {
  if (Array.isArray(value)) return value.map((each) => toUnits(each, offsets));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) =>
      (key === "start" || key === "end") && typeof each === "number"
        ? [key, offsets.toUnits(each)]
        : [key, toUnits(each, offsets)],
    ),
  );
}
