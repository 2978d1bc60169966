/** A report's spans while they are corrected: who they are, what may stand in what, undo, and the forms in which they are kept. */

/**
 * A span is `{id, start, end, label, entity}`, offsets in UTF-16 units, never changed in place; `entity` is what the
 * service read at exactly this span and label, null where a hand has changed it.
 */
export class Labelling {
  #past = [];
  #future = [];
  #made = 0;
  #length;

  constructor(entities, length) {
    this.spans = order(entities.map((entity) => ({ id: entity.id, start: entity.start, end: entity.end, label: entity.label, entity })));
    this.#length = length;
    this.original = this.spans;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** How many spans differ from what the service read: those added, changed or removed. */
  get changes() {
    const now = new Set(this.spans);
    const ids = new Set(this.spans.map((span) => span.id));
    const edited = this.spans.filter((span) => !span.entity).length;
    return edited + this.original.filter((span) => !now.has(span) && !ids.has(span.id)).length;
  }

  get(id) {
    return this.spans.find((span) => span.id === id) ?? null;
  }

  /** Label `[start, end)`: a new span, or the one that stands there already gets the label. The span, or why not. */
  add(start, end, label) {
    const same = this.spans.find((span) => span.start === start && span.end === end);
    if (same) return this.change(same.id, { label });
    return this.#put({ id: `m${++this.#made}`, start, end, label, entity: null });
  }

  /** Change a span's label or borders. The changed span, or `{refused}`: why it may not be. */
  change(id, difference) {
    const old = this.get(id);
    const span = { ...old, ...difference, entity: null };
    if (span.start === old.start && span.end === old.end && span.label === old.label) return old;
    const first = this.original.find((each) => each.id === id);
    const back = first && first.start === span.start && first.end === span.end && first.label === span.label;
    return this.#put(back ? first : span);
  }

  remove(id) {
    this.#commit(this.spans.filter((span) => span.id !== id));
  }

  undo() {
    this.#future.push(this.spans);
    this.spans = this.#past.pop();
  }

  redo() {
    this.#past.push(this.spans);
    this.spans = this.#future.pop();
  }

  #put(span) {
    const { start, end } = span;
    if (!(start >= 0 && start < end && end <= this.#length)) return { refused: "Nhãn phải có ít nhất một ký tự." };
    const others = this.spans.filter((each) => each.id !== span.id);
    const crossed = others.find((each) => crosses(each, span));
    if (crossed) return { refused: "Nhãn sẽ cắt chéo một nhãn khác; hãy sửa hoặc xóa nhãn kia trước.", by: crossed };
    const same = others.find((each) => each.start === start && each.end === end);
    if (same) return { refused: "Đoạn này đã có nhãn khác rồi.", by: same };
    this.#commit(order([...others, span]));
    return span;
  }

  #commit(spans) {
    this.#past.push(this.spans);
    this.#future = [];
    this.spans = spans;
  }
}

const crosses = (a, b) =>
  (a.start < b.start && b.start < a.end && a.end < b.end) || (b.start < a.start && a.start < b.end && b.end < a.end);

/** Spans by start, the longer first: an outer span comes before what it holds. */
const order = (spans) => spans.sort((a, b) => a.start - b.start || b.end - a.end || (b.label === "PROJECT") - (a.label === "PROJECT"));

/** What the guidelines would have otherwise, gently: `{span, text}` for each doubt. `words` names labels and what PROJECT may hold. */
export function doubt(text, spans, words) {
  const doubts = [];
  const open = [];
  for (const span of spans) {
    while (open.length > 0 && open.at(-1).end <= span.start) open.pop();
    const outer = open.at(-1);
    const name = words.labels[span.label];
    if (outer && outer.start === span.start && outer.end === span.end) {
      doubts.push({ span, text: `${name} trùng khít với ${words.labels[outer.label]} chứa nó.` });
    } else if (outer && outer.label !== "PROJECT") {
      doubts.push({ span, text: `Bên trong ${words.labels[outer.label]} không gán nhãn nào.` });
    } else if (outer && !words.inside_project.includes(span.label)) {
      doubts.push({ span, text: `Bên trong Dự án không gán nhãn ${name}.` });
    }
    const content = text.slice(span.start, span.end);
    if (/^\s|\s$/.test(content)) doubts.push({ span, text: "Nhãn bắt đầu hoặc kết thúc bằng dấu cách." });
    else if (/^[–(*;,.:“"]|[;:,…]$/.test(content)) doubts.push({ span, text: "Dấu câu ở mép nên để ngoài nhãn." });
    else if (content.split("(").length !== content.split(")").length) doubts.push({ span, text: "Nhãn có nửa dấu ngoặc." });
    if (span.label === "PROJECT" && /^(?:các\s)?(?:dự án|công trình|hạng mục|đồ án|gói thầu)\s/i.test(content)) {
      doubts.push({ span, text: "“dự án”, “công trình”… đứng trước tên nên để ngoài nhãn." });
    }
    open.push(span);
  }
  return doubts;
}

const WORD = /[\p{L}\p{M}]+|\p{Nd}+|[^\s\p{L}\p{M}\p{Nd}]/gu;
const NEAR = 400;

/** `[start, end)` without blanks at its edges and with whole words; null where nothing is left. */
export function snap(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  if (start === end) return null;
  return {
    start: wordsNear(text, start).find((word) => word.start <= start && start < word.end)?.start ?? start,
    end: wordsNear(text, end - 1).find((word) => word.start < end && end <= word.end)?.end ?? end,
  };
}

/** The next border for a span's `edge` ("start" or "end") from `offset`, `by` +1 or -1, by words or by single signs. */
export function step(text, offset, { edge, by, single }) {
  if (single) {
    const pair = /[\ud800-\udbff][\udc00-\udfff]/.test(by > 0 ? text.slice(offset, offset + 2) : text.slice(Math.max(0, offset - 2), offset));
    return Math.min(Math.max(offset + by * (pair ? 2 : 1), 0), text.length);
  }
  const borders = wordsNear(text, offset).map((word) => word[edge]);
  return (by > 0 ? borders.find((border) => border > offset) : borders.findLast((border) => border < offset)) ?? offset;
}

/** The word that begins at `offset` or next after it; null at the text's end. */
export function wordFrom(text, offset) {
  return wordsNear(text, offset).find((word) => word.start >= offset && /[\p{L}\p{Nd}]/u.test(text.slice(word.start, word.end))) ?? null;
}

function wordsNear(text, offset) {
  let from = Math.max(0, offset - NEAR);
  while (from > 0 && !/\s/.test(text[from - 1])) from--;
  let until = Math.min(text.length, offset + NEAR);
  while (until < text.length && !/\s/.test(text[until])) until++;
  return Array.from(text.slice(from, until).matchAll(WORD), (match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

/** The line of our JSON Lines that `trichluc import --format jsonl` takes; offsets in code points. */
export function writeRecord({ id, text, sha256, spans, footnotes, offsets }) {
  const place = (offset) => offsets.toCodePoints(offset);
  return JSON.stringify({
    id,
    form: "authored",
    text,
    sha256,
    spans: spans.map((span) => ({
      start: place(span.start),
      end: place(span.end),
      label: span.label,
      value: span.entity?.value ?? null,
    })),
    footnotes: footnotes.map(({ note, marker }) => ({
      marker: Number(note.marker),
      anchors: marker ? [[place(marker.start), place(marker.end)]] : [],
      spans: note.spans.map((span) => [place(span.start), place(span.end)]),
    })),
  });
}

/** The text with its marks, `⟦PLACE|xã Mỹ An⟧`; null where the text itself holds such marks. */
export function writeInline(text, spans) {
  if (/[⟦⟧]/.test(text)) return null;
  const pieces = [];
  const open = [];
  let position = 0;
  const closeUntil = (offset) => {
    while (open.length > 0 && open.at(-1).end <= offset) {
      const { end } = open.pop();
      pieces.push(text.slice(position, end), "⟧");
      position = end;
    }
  };
  for (const span of spans) {
    closeUntil(span.start);
    pieces.push(text.slice(position, span.start), `⟦${span.label}|`);
    position = span.start;
    open.push(span);
  }
  closeUntil(text.length);
  return pieces.join("") + text.slice(position);
}
