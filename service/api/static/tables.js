/** The tables beside the text: projects, figures, warnings, footnotes, all entities. */

import { make } from "./dom.js";
import { flat } from "./saving.js";
import { describe } from "./values.js";

const PAGE = 200; // rows shown at first and at each "more"

export class Tables {
  #tabs;
  #panels;
  #words;
  #reveal;
  #hidden = new Set();
  #document = null;

  /** `reveal(start, end)` shows a place in the text. */
  constructor(tabs, panels, { words, reveal }) {
    this.#tabs = tabs;
    this.#panels = panels;
    this.#words = words;
    this.#reveal = reveal;
    tabs.addEventListener("keydown", (event) => this.#move(event));
  }

  show(document) {
    this.#document = document;
    const kinds = this.#kinds(document);
    this.#tabs.replaceChildren(
      ...kinds.map((kind) =>
        make(
          "button",
          { type: "button", role: "tab", id: `tab-${kind.id}`, "aria-controls": `panel-${kind.id}`, onclick: () => this.#open(kind.id) },
          `${kind.name} ${kind.rows.length.toLocaleString("vi-VN")}`,
        ),
      ),
    );
    this.#panels.replaceChildren(
      ...kinds.map((kind) => {
        const panel = make("div", { role: "tabpanel", id: `panel-${kind.id}`, "aria-labelledby": `tab-${kind.id}`, tabindex: "0" });
        panel.fill = () => panel.replaceChildren(...this.#table(kind));
        return panel;
      }),
    );
    this.#open((kinds.find((kind) => kind.rows.length > 0) ?? kinds[0]).id);
  }

  /** Leave entities with these labels out of their table. */
  hide(labels) {
    this.#hidden = labels;
    const panel = this.#panels.querySelector("#panel-entities");
    if (panel?.childElementCount) panel.fill();
  }

  #open(id) {
    for (const tab of this.#tabs.children) {
      const chosen = tab.id === `tab-${id}`;
      tab.ariaSelected = String(chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    for (const panel of this.#panels.children) {
      panel.hidden = panel.id !== `panel-${id}`;
      if (!panel.hidden && !panel.childElementCount) panel.fill();
    }
    this.#panels.scrollTop = 0;
  }

  #move(event) {
    const tabs = [...this.#tabs.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = tabs.at(to % tabs.length);
    this.#open(tab.id.slice("tab-".length));
    tab.focus();
  }

  #table({ id, columns, shape, rows, none, row }) {
    const shown = id === "entities" ? rows.filter((entity) => !this.#hidden.has(entity.label)) : rows;
    if (shown.length === 0) return [make("p", { class: "quiet" }, none)];
    const body = make("tbody");
    const more = make("button", { type: "button", class: "button more", onclick: () => add() });
    const add = () => {
      const from = body.childElementCount;
      body.append(...shown.slice(from, from + PAGE).map((each) => this.#row(columns, row(each))));
      const left = shown.length - body.childElementCount;
      more.textContent = `Hiện thêm (còn ${left.toLocaleString("vi-VN")})`;
      more.hidden = left === 0;
    };
    add();
    const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, columns.map((name) => make("th", { scope: "col", role: "columnheader" }, name))));
    body.setAttribute("role", "rowgroup");
    return [make("table", { class: shape, role: "table" }, head, body), more];
  }

  /** A row. Its roles are written out: narrow screens lay tables out as sheets, which would lose them. */
  #row(columns, cells) {
    return make(
      "tr",
      { role: "row" },
      cells.map((cell, index) =>
        index === 0
          ? make("th", { scope: "row", role: "rowheader" }, cell)
          : make("td", { role: "cell", "data-name": columns[index] }, this.#content(cell)),
      ),
    );
  }

  #content(cell) {
    if (!Array.isArray(cell)) return cell;
    return cell.length === 0 ? [] : make("ul", {}, cell.map((each) => make("li", {}, each)));
  }

  #link(start, end, text) {
    return make("button", { type: "button", class: "link", onclick: () => this.#reveal(start, end) }, text);
  }

  #quote(id) {
    const entity = this.#document.byId.get(id);
    return this.#link(entity.start, entity.end, flat(entity.text));
  }

  #where(start, end, note) {
    const number = note && this.#document.noteById.get(note)?.note.marker;
    return this.#link(start, end, number ? `chú thích ${number}` : `dòng ${this.#document.lineOf(start)}`);
  }

  #kinds(document) {
    const words = this.#words;
    const distinct = (ids) => [...new Map(ids.map((id) => [flat(document.byId.get(id).text), id])).values()];
    const parts = (all) => all.map((part) => [`${words.roles[part.role] ?? part.role}: `, this.#quote(part.entity)]);
    return [
      {
        id: "projects",
        name: "Dự án",
        shape: "wide",
        none: "Không thấy dự án nào có tên trong văn bản.",
        columns: ["Tên", "Giai đoạn", "Địa danh", "Số tiền", "Thời gian", "Ở đâu"],
        rows: document.projects,
        row: (project) => {
          const mentions = project.mentions.map((id) => document.byId.get(id));
          return [
            [
              this.#link(mentions[0].start, mentions[0].end, flat(project.name)),
              project.aliases.map((alias) => make("div", { class: "quiet" }, `cũng gọi: ${flat(alias)}`)),
            ].flat(),
            project.phases.map((phase) => [
              make("span", { class: "badge" }, words.phases[phase.phase] ?? phase.phase),
              " ",
              this.#where(phase.evidence.start, phase.evidence.end, null),
            ]),
            distinct(project.places).map((id) => this.#quote(id)),
            parts(project.amounts),
            parts(project.dates),
            mentions.map((each) => this.#where(each.start, each.end, each.footnote)),
          ];
        },
      },
      {
        id: "figures",
        name: "Số liệu",
        shape: "middling figures",
        none: "Không thấy số liệu nào.",
        columns: ["Số liệu về", "Giá trị", "Thời kỳ", "So sánh"],
        rows: document.figures,
        row: (figure) => [
          this.#link(figure.subject.start, figure.subject.end, flat(figure.subject.text)),
          this.#quote(figure.value),
          figure.period ? this.#quote(figure.period) : "",
          figure.comparisons.map((each) => [
            `${words.directions[each.direction] ?? each.direction} `,
            this.#quote(each.value),
            ` – ${flat(each.basis.text)}`,
          ]),
        ],
      },
      {
        id: "warnings",
        name: "Cảnh báo",
        shape: "middling warnings",
        none: "Không có cảnh báo nào.",
        columns: ["Điều cần xem lại", "Trong văn bản"],
        rows: document.warnings,
        row: (notice) => [
          this.#tell(notice),
          notice.start === null
            ? ""
            : this.#link(notice.start, notice.end, `dòng ${document.lineOf(notice.start)}: ${shorten(document.text.slice(notice.start, notice.end), 80)}`),
        ],
      },
      {
        id: "footnotes",
        name: "Chú thích",
        shape: "middling",
        none: "Không thấy chú thích nào.",
        columns: ["Số", "Giải thích cho", "Nội dung", "Số mục"],
        rows: document.footnotes,
        row: ({ note, marker, body }) => [
          marker ? this.#link(marker.start, marker.end, note.marker) : note.marker,
          note.anchor ? this.#link(note.anchor.start, note.anchor.end, shorten(document.text.slice(note.anchor.start, note.anchor.end), 120)) : make("span", { class: "badge bad" }, "không có chỗ gọi"),
          note.spans.length > 0
            ? this.#link(body?.start ?? note.spans[0].start, note.spans[0].end, shorten(document.bodyOf(note), 220))
            : make("span", { class: "badge bad" }, "không có nội dung"),
          count(note),
        ],
      },
      {
        id: "entities",
        name: "Tất cả",
        shape: "middling",
        none: "Không có mục nào thuộc các nhãn đang hiện.",
        columns: ["Nhãn", "Chữ", "Giá trị", "Ở đâu"],
        rows: document.entities,
        row: (entity) => [
          make("span", { class: `badge ${entity.label}` }, words.labels[entity.label]),
          this.#link(entity.start, entity.end, flat(entity.text)),
          describe(entity.label, entity.value),
          this.#where(entity.start, entity.end, entity.footnote),
        ],
      },
    ];
  }

  /** A notice's message; the words of the text that it quotes at its end become links, where they stand elsewhere too. */
  #tell({ message, start }) {
    const [, said, quotes] = /^(.*?)(?:\(xem thêm (“.*”)\))?$/s.exec(message);
    const { text } = this.#document;
    const links = Array.from(quotes?.matchAll(/“([^”]*)”/g) ?? [], ([quote, words]) => {
      const sought = words.replace(/…$/, "");
      const first = text.indexOf(sought);
      const from = first === start ? text.indexOf(sought, first + 1) : first;
      return [" ", from < 0 ? quote : this.#link(from, from + sought.length, quote)];
    });
    return links.length > 0 ? [said, "Xem thêm:", ...links.flat()] : [message];
  }
}

function count(note) {
  if (note.promised === null) return note.found ? String(note.found) : "";
  const text = `${note.found}/${note.promised}`;
  return note.check === "mismatch" ? make("span", { class: "badge bad" }, `${text} – không khớp`) : text;
}

export function shorten(text, length) {
  const line = flat(text);
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
