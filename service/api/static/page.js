/** The page: a text goes to the service, its report is shown. */

import { Card } from "./card.js";
import { keepKey, readFile, readText, sendCorrection, tooLarge, Trouble } from "./client.js";
import { Correction } from "./correction.js";
import { ReadDocument } from "./document.js";
import { find, make } from "./dom.js";
import { writeInline, writeRecord } from "./labelling.js";
import { Reading } from "./reading.js";
import { flat, save, tabulate, writeCsv } from "./saving.js";
import { shorten, Tables } from "./tables.js";
import { describe, describeDate, describeDoubt, nameInferred } from "./values.js";

const words = await (await fetch("page.json")).json();
const root = find("reading");
const hidden = new Set(); // labels whose colours are off
let shown = null; // the ReadDocument on the page
let saved = null; // its spans when they were last saved
let running = null; // the AbortController of the reading that is under way
let again = () => {}; // what "Thử lại" does

const say = (text) => {
  find("status").textContent = text;
};
const reading = new Reading(root);
const tables = new Tables(find("tabs"), find("tables"), { words, reveal: goTo });
const correction = new Correction({
  reading,
  words,
  say,
  changed: (stretches) => {
    reading.change(marksOf(shown), stretches);
    showLegend();
  },
});
const card = new Card(find("card"), root, explain);

// Asking

find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("text").value;
  if (text.trim() === "") {
    find("text").focus();
    return fail(new Trouble("Chưa có văn bản nào.", "Hãy dán văn bản vào ô, hoặc chọn một tệp."));
  }
  return read({ text });
});

find("file").addEventListener("change", () => {
  const [file] = find("file").files;
  find("file").value = "";
  if (file) read({ file });
});

let dragged = 0;
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => {
  if (carriesFile(event)) find("drop").hidden = ++dragged === 0;
});
addEventListener("dragleave", (event) => {
  if (carriesFile(event)) find("drop").hidden = --dragged <= 0;
});
addEventListener("dragover", (event) => carriesFile(event) && event.preventDefault());
addEventListener("drop", (event) => {
  dragged = 0;
  find("drop").hidden = true;
  if (!carriesFile(event)) return;
  event.preventDefault();
  const [file, ...others] = event.dataTransfer.files;
  if (others.length > 0) say("Mỗi lần trang đọc một tệp; đang đọc tệp đầu.");
  if (file) read({ file });
});

find("stop").addEventListener("click", () => running?.abort());
find("retry").addEventListener("click", () => again());

/** Read a text or a file and show the report. */
async function read({ text, file }) {
  if (!mayLeave()) return;
  running?.abort();
  const controller = new AbortController();
  running = controller;
  find("trouble").hidden = true;
  const wait = (told) => {
    find("working").hidden = false;
    find("working-text").textContent = told;
    say(told);
  };
  const what = file ? `tệp ${file.name}` : "văn bản";
  wait(`Đang đọc ${what}…`);
  try {
    const bytes = file ? file.size : new Blob([text]).size;
    const limit = file ? words.max_file_bytes : words.max_bytes;
    if (bytes > limit) throw tooLarge(limit);
    const options = {
      month: find("month").value,
      signal: controller.signal,
      waiting: (seconds, turn, turns) => wait(`Máy chủ đang bận; thử lại sau ${seconds} giây (lần ${turn}/${turns})…`),
    };
    const report = file ? await readFile(file, options) : await readText(text, options);
    show(new ReadDocument({ name: file?.name ?? null, text: report.text ?? text, report }));
  } catch (error) {
    if (error.name === "AbortError") {
      if (running === controller) say("Đã dừng.");
      return;
    }
    if (!(error instanceof Trouble)) throw error;
    fail(error, () => read({ text, file }));
  } finally {
    if (running === controller) {
      running = null;
      find("working").hidden = true;
    }
  }
}

function fail(trouble, retry = null) {
  say("");
  find("trouble-text").textContent = trouble.text;
  find("trouble-advice").textContent = trouble.advice;
  find("retry").hidden = !(trouble.again && retry);
  find("trouble").hidden = false;
  again = retry ?? again;
  if (trouble.key && retry) askKey(trouble, retry);
}

function askKey(trouble, retry) {
  const dialog = find("key-dialog");
  find("key-title").textContent = trouble.text;
  find("key").value = "";
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "ok" || find("key").value === "") return;
      keepKey(find("key").value.trim());
      retry();
    },
    { once: true },
  );
  dialog.showModal();
}

// Showing

function show(next) {
  shown = next;
  saved = next.labelling.spans;
  const { metadata, chars } = next.report.document;
  const { entities, projects, figures, warnings, footnotes } = next;
  const title = flat(metadata.title ?? next.name ?? "Văn bản đã dán");
  find("report-title").textContent = title;
  document.title = `${title} – Trích lục`;
  const facts = {
    Số: metadata.number,
    "Cơ quan": metadata.issuer,
    Ngày: metadata.date && describeDate(metadata.date),
    "Kỳ báo cáo": metadata.period && describeDate(metadata.period),
    Tệp: next.name,
    Dài: `${chars.toLocaleString("vi-VN")} ký tự`,
  };
  find("metadata").replaceChildren(
    ...Object.entries(facts)
      .filter(([, value]) => value)
      .map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
  );
  find("ask").hidden = true;
  find("report").hidden = false;
  find("text").value = next.text;
  correction.show(next);
  showLegend();
  reading.show(next.text, marksOf(next));
  tables.show(next);
  find("report-title").focus({ preventScroll: true });
  scrollTo({ top: 0 });
  say(
    `Đã đọc xong: ${entities.length} mục, ${projects.length} dự án, ${figures.length} số liệu, ` +
      `${warnings.length} cảnh báo, ${footnotes.length} chú thích.`,
  );
}

find("another").addEventListener("click", () => {
  if (!mayLeave()) return;
  saved = shown.labelling.spans;
  correction.turn(false);
  find("report").hidden = true;
  find("ask").hidden = false;
  find("text").focus();
  find("text").select();
});

/** What is drawn into a document's text: note bodies around entities around markers; places of warnings innermost. */
function marksOf({ labelling, footnotes, warnings }) {
  const marks = labelling.spans.map((span) => ({
    start: span.start,
    end: span.end,
    rank: span.label === "PROJECT" ? 1 : 2,
    element: () => {
      const unsure = span.entity && (span.entity.warnings.length > 0 || span.entity.score < 0.6);
      const chosen = span.id === correction.current;
      return make("mark", {
        class: `entity ${span.label}${unsure ? " unsure" : ""}${chosen ? " current" : ""}`,
        "data-id": span.id,
        tabindex: "-1",
      });
    },
  }));
  for (const { note, marker, body } of footnotes) {
    for (const span of note.spans) marks.push({ ...span, rank: 0, element: () => make("span", { class: "note" }) });
    const linked = marker && body;
    if (marker) {
      const lone = note.spans.length === 0 ? " lone" : "";
      const target = linked ? { href: `#body-${note.id}` } : {};
      marks.push({
        ...marker,
        rank: 3,
        element: (first) =>
          make("a", { class: `marker${lone}`, role: "doc-noteref", "data-note": note.id, tabindex: "-1", id: first ? `ref-${note.id}` : null, "aria-label": `chú thích ${note.marker}`, ...target }),
      });
    }
    if (body) {
      const target = linked ? { href: `#ref-${note.id}`, "aria-label": `trở lại chỗ gọi chú thích ${note.marker}` } : {};
      marks.push({
        ...body,
        rank: 3,
        element: (first) =>
          make("a", { class: linked ? "marker back" : "marker lone", role: "doc-backlink", "data-note": note.id, tabindex: "-1", id: first ? `body-${note.id}` : null, ...target }),
      });
    }
  }
  for (const notice of warnings) {
    if (notice.start !== null && notice.end > notice.start) {
      marks.push({ start: notice.start, end: notice.end, rank: 4, element: () => make("span", { class: "notice" }) });
    }
  }
  return marks;
}

function showLegend() {
  const counts = new Map();
  for (const span of shown.labelling.spans) counts.set(span.label, (counts.get(span.label) ?? 0) + 1);
  const legend = find("legend");
  for (const label of legend.querySelectorAll("label")) {
    label.querySelector(".count").textContent = (counts.get(label.dataset.label) ?? 0).toLocaleString("vi-VN");
  }
}

find("legend").append(
  ...Object.entries(words.labels).map(([label, name]) =>
    make(
      "label",
      { class: label, "data-label": label },
      make("input", {
        type: "checkbox",
        checked: true,
        onchange: (event) => {
          if (event.target.checked) hidden.delete(label);
          else hidden.add(label);
          root.dataset.hidden = [...hidden].join(" ");
          tables.hide(hidden);
        },
      }),
      name,
      make("span", { class: "count" }, "0"),
    ),
  ),
);

/** Show a place of the text and say it; what is marked there exactly gets the focus. */
function goTo(start, end) {
  reading.reveal(start, end);
  const span = shown.labelling.spans.find((each) => each.start === start && each.end === end);
  const target = (span && root.querySelector(`[data-id="${span.id}"]`)) ?? root;
  target.focus({ preventScroll: true });
  say(`Đang ở dòng ${shown.lineOf(start)}: “${shorten(shown.text.slice(start, end), 80)}”.`);
}

// Moving through the text

root.addEventListener("click", (event) => {
  const marker = event.target.closest(".marker");
  if (!marker) return;
  event.preventDefault();
  follow(marker);
});

root.addEventListener("keydown", (event) => {
  const forward = event.key === "ArrowRight";
  if ((!forward && event.key !== "ArrowLeft") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const stops = [...root.querySelectorAll("[data-id], .marker")].filter(
    (each, at, all) => ![...hidden].some((label) => each.classList.contains(label)) && each.dataset.id !== (all[at - 1]?.dataset.id ?? null),
  );
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (forward ? stops[0] : stops.at(-1)) : stops[at + (forward ? 1 : -1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
});

/** From a marker to its body, or back. */
function follow(marker) {
  const { note, marker: reference, body } = shown.noteById.get(marker.dataset.note);
  const back = marker.id.startsWith("body-");
  const place = back ? reference : body;
  if (!place) return;
  reading.reveal(place.start, back ? place.end : note.spans[0].end);
  const target = find(`${back ? "ref" : "body"}-${note.id}`);
  target.focus({ preventScroll: true });
  say(back ? `Trở lại chỗ gọi chú thích ${note.marker}.` : `Chú thích ${note.marker}: ${shorten(shown.bodyOf(note), 200)}`);
}

root.addEventListener("copy", (event) => {
  const range = getSelection().getRangeAt(0);
  const start = reading.offsetOf(range.startContainer, range.startOffset);
  const end = reading.offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null) return;
  event.clipboardData.setData("text/plain", shown.text.slice(start, end));
  event.preventDefault();
});

/** What the card says of an element of the text. */
function explain(element) {
  const marked = element.closest(".entity, .marker");
  if (!marked || (correction.on && !find("menu").hidden)) return null;
  if (marked.dataset.note) return explainNote(shown.noteById.get(marked.dataset.note).note);
  const span = shown.labelling.get(marked.dataset.id);
  if (!span || hidden.has(span.label)) return null;
  const { entity } = span;
  const lines = [make("div", {}, make("span", { class: `badge ${span.label}` }, words.labels[span.label]), ...explainOuter(marked))];
  if (!entity) return [...lines, make("div", { class: "quiet" }, "Nhãn do tay sửa; giá trị được đọc lại khi nhập vào kho ngữ liệu.")];
  const value = describe(entity.label, entity.value);
  if (value) lines.push(make("div", { class: "value" }, value));
  lines.push(make("div", { class: "quiet" }, entity.source === "rule" ? "Tìm thấy theo quy tắc" : `Mô hình chắc ${Math.round(entity.score * 100)} %`));
  if (entity.inferred.length > 0) lines.push(make("div", {}, `Suy ra, không ghi trong văn bản: ${entity.inferred.map(nameInferred).join(", ")}`));
  if (entity.alternatives.length > 0) {
    lines.push(make("div", {}, `Cũng có thể là: ${entity.alternatives.map((each) => describe(entity.label, each)).join("; ")}`));
  }
  const notices = shown.warnings.filter((notice) => notice.start === entity.start && notice.end === entity.end);
  const told = [
    ...notices.map((notice) => notice.message),
    ...entity.warnings.filter((code) => !notices.some((notice) => notice.code === code)).map(describeDoubt),
  ];
  if (told.length > 0) lines.push(make("ul", { class: "warn" }, told.map((text) => make("li", {}, text))));
  if (entity.footnote) {
    const { note } = shown.noteById.get(entity.footnote);
    lines.push(make("div", { class: "quiet" }, `Trong chú thích ${note.marker}${entity.item ? `, mục ${entity.item}` : ""}`));
  }
  return lines;
}

function explainOuter(marked) {
  const outer = marked.parentElement.closest(".entity");
  const span = outer && shown.labelling.get(outer.dataset.id);
  return span ? [make("span", { class: "quiet" }, ` trong ${words.labels[span.label]}: ${shorten(shown.text.slice(span.start, span.end), 60)}`)] : [];
}

function explainNote(note) {
  const lines = [make("div", { class: "value" }, `Chú thích ${note.marker}`)];
  if (note.spans.length === 0) lines.push(make("div", { class: "warn" }, "Không thấy nội dung của chú thích này."));
  else lines.push(make("div", {}, shorten(shown.bodyOf(note), 400)));
  if (!note.anchor) lines.push(make("div", { class: "warn" }, "Không thấy chỗ gọi chú thích này trong văn bản."));
  if (note.check === "mismatch") lines.push(make("div", { class: "warn" }, `Hứa ${note.promised} mục, liệt kê ${note.found} mục.`));
  return lines;
}

// Keeping

const rowsOf = () => tabulate(shown.report, words, describe);
find("save-json").addEventListener("click", () => save(`${shown.stem}.json`, JSON.stringify(shown.report, null, 2), "application/json"));
for (const [kind, name] of Object.entries({ projects: "du-an", figures: "so-lieu", entities: "muc" })) {
  find(`save-${kind}`).addEventListener("click", () => save(`${shown.stem}.${name}.csv`, writeCsv(rowsOf()[kind]), "text/csv"));
}

// Correcting

find("correct").addEventListener("click", () => {
  card.hide();
  correction.turn(!correction.on);
  say(correction.on ? "Đang sửa nhãn." : "Thôi sửa nhãn; các sửa đổi vẫn còn.");
});

const recordOf = () => {
  const { stem, text, labelling, footnotes, offsets } = shown;
  return writeRecord({ id: stem, text, sha256: shown.report.document.sha256, spans: labelling.spans, footnotes, offsets });
};

find("save-record").addEventListener("click", () => {
  save(`${shown.stem}.jsonl`, `${recordOf()}\n`, "application/jsonl");
  saved = shown.labelling.spans;
});

find("save-inline").addEventListener("click", () => {
  const content = writeInline(shown.text, shown.labelling.spans);
  if (content === null) return fail(new Trouble("Văn bản này có sẵn dấu ⟦ hoặc ⟧.", "Không ghi được ở dạng có dấu nhãn; hãy tải JSONL."));
  save(`${shown.stem}.nhan.txt`, content, "text/plain");
  saved = shown.labelling.spans;
});

find("send-record").hidden = !words.keeps_corrections;
find("send-record").addEventListener("click", async function send() {
  find("trouble").hidden = true;
  const { spans } = shown.labelling;
  try {
    await sendCorrection(recordOf());
    saved = spans;
    say("Máy chủ đã nhận bản sửa.");
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    fail(error, send);
  }
});

const unsaved = () => shown !== null && shown.labelling.spans !== saved;
const mayLeave = () => !unsaved() || confirm("Các nhãn đã sửa chưa được tải về. Bỏ chúng?");
addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});

find("read").disabled = false; // everything is in place
