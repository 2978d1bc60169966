/** Correcting the spans of a report with mouse and keyboard. */

import { settle } from "./card.js";
import { find, make } from "./dom.js";
import { doubt, snap, step, wordFrom } from "./labelling.js";
import { shorten } from "./tables.js";

const MOVES = {
  BracketLeft: { plain: { edge: "start", by: -1 }, shift: { edge: "start", by: 1 } },
  BracketRight: { plain: { edge: "end", by: 1 }, shift: { edge: "end", by: -1 } },
};

export class Correction {
  #root = find("reading");
  #menu = find("menu");
  #reading;
  #words;
  #labels;
  #say;
  #changed;
  #document = null;
  #current = null; // the id of the span that is being worked on
  #timer = 0;

  /** `say(text)` tells something; `changed(stretches)` is called when spans changed, at these places. */
  constructor({ reading, words, say, changed }) {
    this.#reading = reading;
    this.#words = words;
    this.#labels = Object.keys(words.labels);
    this.#say = say;
    this.#changed = changed;
    this.#buildMenu();
    this.#root.addEventListener("keydown", (event) => this.#press(event));
    this.#root.addEventListener("focusin", (event) => this.#take(event.target));
    this.#root.addEventListener("scroll", () => this.#settle(), { passive: true });
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#timer);
      if (this.on) this.#timer = setTimeout(() => this.#settle(), 200);
    });
    document.addEventListener("keydown", (event) => this.#turnBack(event));
    find("undo").addEventListener("click", () => this.#go("undo"));
    find("redo").addEventListener("click", () => this.#go("redo"));
  }

  on = false;

  get current() {
    return this.#current;
  }

  show(document) {
    this.#document = document;
    this.turn(false);
  }

  /** Begin or end correcting. */
  turn(on) {
    this.on = on;
    this.#current = null;
    find("correction").hidden = !on;
    find("correct").ariaPressed = String(on);
    this.#root.classList.toggle("correcting", on);
    for (const element of this.#root.querySelectorAll(".entity.current")) element.classList.remove("current");
    this.#settle();
    if (on) this.#tell();
  }

  /** What is selected with the mouse or by N, without blanks, in whole words; null where nothing is. */
  #selection() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = this.#reading.offsetOf(range.startContainer, range.startOffset);
    const end = this.#reading.offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    return snap(this.#reading.text, start, end);
  }

  #select(start, end) {
    const range = this.#reading.rangeOf(start, end);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    this.#say(`Đang bôi đen “${shorten(this.#reading.text.slice(start, end), 80)}”.`);
    this.#settle();
  }

  #take(target) {
    if (!this.on || !target.dataset.id || target.dataset.id === this.#current) return;
    for (const element of this.#root.querySelectorAll(".entity.current")) element.classList.remove("current");
    this.#current = target.dataset.id;
    for (const element of this.#pieces(this.#current)) element.classList.add("current");
    this.#settle();
  }

  #pieces(id) {
    return this.#root.querySelectorAll(`[data-id="${id}"]`);
  }

  #press(event) {
    if (!this.on || event.ctrlKey || event.metaKey) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const move = MOVES[event.code]?.[event.shiftKey ? "shift" : "plain"];
    const selected = this.#selection();
    if (digit) this.#label(this.#labels[digit - 1]);
    else if (move) this.#move(move, event.altKey);
    else if (event.key === "Delete" || event.key === "Backspace") this.#remove();
    else if (event.key === "Enter" && selected && this.#current) this.#replace();
    else if (event.code === "KeyN") this.#selectNext(selected);
    else if ((event.key === "ArrowRight" || event.key === "ArrowLeft") && selected) this.#shift(event.key === "ArrowRight", selected);
    else if (event.key === "Escape" && (selected || this.#current)) this.#leave(selected);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #turnBack(event) {
    if (!this.on || !(event.ctrlKey || event.metaKey) || event.target.matches("textarea, input")) return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!way) return;
    event.preventDefault();
    this.#go(way);
  }

  #label(label) {
    const selected = this.#selection();
    const { labelling } = this.#document;
    const name = this.#words.labels[label];
    if (selected) this.#apply(() => labelling.add(selected.start, selected.end, label), `Đã gán nhãn ${name}.`);
    else if (this.#current) this.#apply(() => labelling.change(this.#current, { label }), `Đã đổi nhãn thành ${name}.`);
    else this.#say("Hãy bôi đen một đoạn hoặc chọn một nhãn trước.");
  }

  #move({ edge, by }, single) {
    const text = this.#reading.text;
    const selected = this.#selection();
    const span = selected ?? this.#document.labelling.get(this.#current);
    if (!span) return this.#say("Hãy bôi đen một đoạn hoặc chọn một nhãn trước.");
    const moved = { start: span.start, end: span.end, [edge]: step(text, span[edge], { edge, by, single }) };
    if (moved.start >= moved.end) return this.#say("Không thu nhỏ hơn được nữa.");
    if (selected) return this.#select(moved.start, moved.end);
    return this.#apply(() => this.#document.labelling.change(span.id, moved), `“${shorten(text.slice(moved.start, moved.end), 80)}”`);
  }

  #replace() {
    const selected = this.#selection();
    if (selected && this.#current) this.#apply(() => this.#document.labelling.change(this.#current, selected), "Đã đổi biên của nhãn.");
  }

  #remove() {
    if (this.#selection()) return this.#say("Đang bôi đen một đoạn: bấm Esc để bỏ, rồi chọn nhãn cần xóa.");
    const span = this.#document.labelling.get(this.#current);
    if (!span) return this.#say("Hãy chọn nhãn cần xóa trước.");
    return this.#apply(() => this.#document.labelling.remove(span.id), "Đã xóa nhãn.");
  }

  #selectNext(selected) {
    const span = this.#document.labelling.get(this.#current);
    const word = wordFrom(this.#reading.text, selected?.end ?? span?.end ?? 0);
    if (word) this.#select(word.start, word.end);
  }

  #shift(forward, selected) {
    const text = this.#reading.text;
    const start = forward ? wordFrom(text, selected.end)?.start : step(text, selected.start, { edge: "start", by: -1 });
    const word = start === undefined ? null : wordFrom(text, start);
    if (word) this.#select(word.start, word.end);
  }

  #leave(selected) {
    getSelection().removeAllRanges();
    if (!selected) {
      for (const element of this.#pieces(this.#current)) element.classList.remove("current");
      this.#current = null;
      this.#root.focus({ preventScroll: true });
    }
    this.#settle();
  }

  #go(way) {
    const { labelling } = this.#document;
    if (way === "undo" ? labelling.canUndo : labelling.canRedo) {
      this.#apply(() => labelling[way](), way === "undo" ? "Đã hoàn tác." : "Đã làm lại.");
    }
  }

  /** Do `act` on the spans, then show and tell what came of it. */
  #apply(act, told) {
    const { labelling } = this.#document;
    const before = new Set(labelling.spans);
    const outcome = act();
    if (outcome?.refused) {
      this.#say(outcome.refused);
      if (outcome.by) this.#reading.reveal(outcome.by.start, outcome.by.end);
      return;
    }
    getSelection().removeAllRanges();
    const after = new Set(labelling.spans);
    const touched = [...before].filter((span) => !after.has(span)).concat([...after].filter((span) => !before.has(span)));
    if (outcome?.id) this.#current = outcome.id;
    if (!labelling.get(this.#current)) this.#current = null;
    this.#changed(touched);
    const [first] = this.#pieces(this.#current);
    (first ?? this.#root).focus({ preventScroll: true });
    const doubts = this.#tell();
    const own = doubts.find(({ span }) => span.id === this.#current);
    this.#say(own ? `${told} Nên xem lại: ${own.text}` : told);
    this.#settle();
  }

  /** Bring the bar up to date; what is doubtful. */
  #tell() {
    const { labelling } = this.#document;
    const doubts = doubt(this.#reading.text, labelling.spans, this.#words);
    find("undo").disabled = !labelling.canUndo;
    find("redo").disabled = !labelling.canRedo;
    find("changes").textContent = labelling.changes ? `${labelling.changes} nhãn khác với lần đọc tự động` : "Chưa sửa gì";
    find("stale").hidden = labelling.changes === 0;
    const box = find("doubts");
    box.hidden = doubts.length === 0;
    box.querySelector("summary").textContent = `Nên xem lại (${doubts.length})`;
    box.querySelector("ul").replaceChildren(
      ...doubts.slice(0, 100).map(({ span, text }) => {
        const quote = shorten(this.#reading.text.slice(span.start, span.end), 60);
        const reveal = () => this.#reading.reveal(span.start, span.end);
        return make("li", {}, make("button", { type: "button", class: "link", onclick: reveal }, `“${quote}”`), ` ${text}`);
      }),
    );
    return doubts;
  }

  #buildMenu() {
    const button = (text, act, properties = {}) =>
      // The press must not take the selection away.
      make("button", { type: "button", onmousedown: (event) => event.preventDefault(), onclick: act, ...properties }, text);
    this.#menu.append(
      ...this.#labels.map((label, index) =>
        button(`${index + 1} ${this.#words.labels[label]}`, () => this.#label(label), { class: label, "data-label": label }),
      ),
      make("span", { class: "gap" }),
      button("⇤ đầu", () => this.#move({ edge: "start", by: -1 }), { "aria-label": "Nới đầu sang trái" }),
      button("đầu ⇥", () => this.#move({ edge: "start", by: 1 }), { "aria-label": "Thu đầu sang phải" }),
      button("⇤ cuối", () => this.#move({ edge: "end", by: -1 }), { "aria-label": "Thu cuối sang trái" }),
      button("cuối ⇥", () => this.#move({ edge: "end", by: 1 }), { "aria-label": "Nới cuối sang phải" }),
      button("Về đoạn bôi đen", () => this.#replace(), { id: "menu-replace" }),
      button("Xóa", () => this.#remove(), { id: "menu-remove" }),
    );
  }

  /** Show the menu at what is selected, hide it where nothing is. */
  #settle() {
    const selected = this.on ? this.#selection() : null;
    const span = this.on ? this.#document?.labelling.get(this.#current) : null;
    const place = selected ?? span;
    this.#menu.hidden = true;
    if (!place) return;
    const rects = this.#reading.rangeOf(place.start, place.end).getClientRects();
    const frame = this.#root.getBoundingClientRect();
    const rect = rects[rects.length - 1];
    if (!rect || rect.bottom < frame.top || rect.top > frame.bottom) return;
    find("menu-replace").hidden = !(selected && span);
    find("menu-remove").hidden = Boolean(selected) || !span;
    for (const button of this.#menu.querySelectorAll("[data-label]")) {
      button.ariaPressed = String(!selected && button.dataset.label === span?.label);
    }
    settle(this.#menu, rect);
  }
}
