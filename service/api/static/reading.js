/** The text with its marks. It is drawn chunk by chunk, so that a long text neither freezes the page nor waits. */

import { make } from "./dom.js";

const CHUNK = 4000; // characters; a chunk ends with a line
const SLICE = 12; // milliseconds of drawing between two breaths of the page

/**
 * A mark is `{start, end, rank, element(first)}`: marks may nest and cross, of two with equal borders the smaller rank is
 * the outer one. `element` makes one piece of it; only the first piece of a mark that is cut gets `first`.
 */
export class Reading {
  #root;
  #text = "";
  #chunks = [];
  #starts = new WeakMap(); // text node -> where it begins in the text

  constructor(root) {
    this.#root = root;
  }

  get text() {
    return this.#text;
  }

  /** Show `text` with `marks`: as plain text at once, its marks as soon as they are drawn. */
  show(text, marks) {
    this.#text = text;
    this.#chunks = cut(text).map(([start, end]) => ({ start, end, marks: [], drawn: false, element: make("div", { class: "chunk" }) }));
    for (const chunk of this.#chunks) chunk.element.append(this.#write(chunk.start, chunk.end));
    this.#root.replaceChildren(...this.#chunks.map((chunk) => chunk.element));
    this.#root.scrollTop = 0;
    this.#assign(marks);
    this.#drawRest(this.#chunks);
  }

  /** Show other `marks` of the same text, which differ only within the `stretches`. */
  change(marks, stretches) {
    this.#assign(marks);
    for (const chunk of this.#chunks) {
      if (stretches.some(({ start, end }) => start < chunk.end && end > chunk.start)) this.#draw(chunk);
    }
  }

  /** Scroll to `[start, end)` and let it light up for a moment. */
  reveal(start, end) {
    const range = this.rangeOf(start, Math.max(end, start + 1));
    this.#root.scrollIntoView({ block: "nearest" });
    // What is scrolled past takes its real height only now, so the place is sought a second time.
    for (let turn = 0; turn < 2; turn++) {
      const place = range.getBoundingClientRect();
      const frame = this.#root.getBoundingClientRect();
      this.#root.scrollTop += place.top - frame.top - frame.height / 3;
    }
    if (!globalThis.CSS?.highlights) return;
    const light = new Highlight(range);
    CSS.highlights.set("flash", light);
    setTimeout(() => CSS.highlights.get("flash") === light && CSS.highlights.delete("flash"), 2500);
  }

  /** The range of `[start, end)` in the page. */
  rangeOf(start, end) {
    const range = document.createRange();
    range.setStart(...this.#locate(start, false));
    range.setEnd(...this.#locate(end, true));
    return range;
  }

  /** The offset in the text of a place in the page, null where that is outside the text. */
  offsetOf(node, offset) {
    if (!this.#root.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) return this.#starts.has(node) ? this.#starts.get(node) + offset : null;
    const child = node.childNodes[offset];
    const nodes = textsOf(child ?? node);
    const at = child ? nodes[0] : nodes.at(-1);
    return at ? this.#starts.get(at) + (child ? 0 : at.length) : null;
  }

  #locate(offset, ends) {
    const chunk = this.#chunks.find((each) => (ends ? offset <= each.end : offset < each.end)) ?? this.#chunks.at(-1);
    if (!chunk.drawn) this.#draw(chunk);
    const nodes = textsOf(chunk.element);
    const node = nodes.find((each) => {
      const stop = this.#starts.get(each) + each.length;
      return ends ? offset <= stop : offset < stop;
    }) ?? nodes.at(-1);
    return [node, Math.min(Math.max(offset - this.#starts.get(node), 0), node.length)];
  }

  #assign(marks) {
    const ordered = [...marks].sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
    for (const chunk of this.#chunks) chunk.marks = [];
    let first = 0;
    for (const mark of ordered) {
      while (this.#chunks[first] && this.#chunks[first].end <= mark.start) first++;
      for (let at = first; this.#chunks[at] && this.#chunks[at].start < mark.end; at++) this.#chunks[at].marks.push(mark);
    }
  }

  #drawRest(chunks) {
    this.#root.ariaBusy = "true";
    const step = () => {
      if (chunks !== this.#chunks) return; // another text is shown by now
      const until = performance.now() + SLICE;
      let chunk;
      while ((chunk = chunks.find((each) => !each.drawn))) {
        this.#draw(chunk);
        if (performance.now() > until) {
          setTimeout(step);
          return;
        }
      }
      this.#root.ariaBusy = "false";
    };
    step();
  }

  #draw(chunk) {
    const pieces = document.createDocumentFragment();
    const open = []; // {mark, element}, outermost first
    let position = chunk.start;
    const top = () => open.at(-1)?.element ?? pieces;
    const write = (until) => {
      if (until > position) top().append(this.#write(position, until));
      position = Math.max(position, until);
    };
    const enter = (mark) => {
      const element = mark.element(mark.start === position);
      top().append(element);
      open.push({ mark, element });
    };
    const closeUntil = (offset) => {
      for (;;) {
        const next = Math.min(...open.map(({ mark }) => mark.end));
        if (next > offset) return; // also where none is open
        write(next);
        const outer = open.findIndex(({ mark }) => mark.end <= next);
        const crossing = open.splice(outer).map(({ mark }) => mark).filter((mark) => mark.end > next);
        crossing.forEach(enter);
      }
    };
    for (const mark of chunk.marks) {
      const start = Math.max(mark.start, chunk.start);
      closeUntil(start);
      write(start);
      enter(mark);
    }
    closeUntil(chunk.end);
    write(chunk.end);
    chunk.element.replaceChildren(pieces);
    chunk.drawn = true;
  }

  #write(start, end) {
    const node = document.createTextNode(this.#text.slice(start, end));
    this.#starts.set(node, start);
    return node;
  }
}

/** `[start, end)` of the chunks: whole lines, together the whole text. */
function cut(text) {
  const chunks = [];
  for (let start = 0; start < text.length; ) {
    const line = text.indexOf("\n", Math.min(start + CHUNK, text.length) - 1);
    const end = line < 0 ? text.length : line + 1;
    chunks.push([start, end]);
    start = end;
  }
  return chunks.length > 0 ? chunks : [[0, 0]];
}

function textsOf(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = node.nodeType === Node.TEXT_NODE ? [node] : [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
