/** Where the markers of a report's footnotes stand: the report tells the words before a marker and the body behind one. */

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MARKER = /[⁰¹²³⁴-⁹]+|<sup>\s?\(?\d+\)?\s?<\/sup>|\[\^?\d+\]:?|\$?\s?\^\{?\s?\d+\s?\}?\^?\s?\$?|\d+/iuy;
const REACH = 24; // signs between a phrase and its marker ("dự án**², …"), or between a marker and its body

/** `{marker, body}` of a footnote: the stretches of its marker in the running text and at its body, null where none is found. */
export function findMarkers(text, footnote) {
  return {
    marker: footnote.anchor && findAfter(text, footnote.anchor.end, footnote.marker),
    body: footnote.spans.length > 0 ? findBefore(text, footnote.spans[0].start, footnote.marker) : null,
  };
}

function findAfter(text, from, number) {
  for (let at = from; at <= from + REACH && at < text.length; at++) {
    const found = match(text, at, number);
    if (found) return found;
    if (!/[\s*_.,;:)”"’$]/.test(text[at])) return null;
  }
  return null;
}

function findBefore(text, until, number) {
  for (let at = until - 1; at >= Math.max(0, until - REACH); at--) {
    const found = match(text, at, number);
    // "¹²" is met at "²" first: a marker begins where no sign of a number stands before it.
    if (found && found.end <= until && !/[\d⁰¹²³⁴-⁹[^>(]/.test(text[at - 1] ?? "")) return found;
    if (text[at] === "\n" && at < until - 1) return null;
  }
  return null;
}

function match(text, at, number) {
  MARKER.lastIndex = at;
  const found = MARKER.exec(text);
  if (!found) return null;
  const digits = found[0].replace(/[⁰¹²³⁴-⁹]/g, (sign) => SUPERSCRIPTS.indexOf(sign)).replace(/\D/g, "");
  return digits === number ? { start: at, end: at + found[0].length } : null;
}
