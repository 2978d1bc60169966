/** Files for the user to keep. */

import { make } from "./dom.js";

/** Rows of cells as CSV (RFC 4180) with the mark by which Excel knows UTF-8; arrays become one cell. */
export function writeCsv(rows) {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function cell(value) {
  let text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
  // A table program would take such a cell for a formula and run it.
  if (/^[=@\t\r]|^[+-](?![\d.,\s%–-]*$)/.test(text)) text = `'${text}`;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Let the user keep `content` as the file `name`. */
export function save(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The tables of `report` (as the service gave it) as rows for `writeCsv`, headers first. */
export function tabulate(report, words, describe) {
  const byId = new Map(report.entities.map((entity) => [entity.id, entity]));
  const quote = (id) => flat(byId.get(id)?.text ?? "");
  const said = (id) => describe(byId.get(id)?.label, byId.get(id)?.value);
  return {
    projects: [
      ["mã", "tên", "tên khác", "giai đoạn", "địa danh", "số tiền", "thời gian", "các chỗ nhắc đến (ký tự)"],
      ...report.projects.map((project) => [
        project.id,
        flat(project.name),
        project.aliases.map(flat),
        project.phases.map((phase) => words.phases[phase.phase] ?? phase.phase),
        project.places.map(quote),
        project.amounts.map((part) => `${words.roles[part.role] ?? part.role}: ${quote(part.entity)}`),
        project.dates.map((part) => `${words.roles[part.role] ?? part.role}: ${quote(part.entity)}`),
        project.mentions.map((id) => `${byId.get(id).start}-${byId.get(id).end}`),
      ]),
    ],
    figures: [
      ["mã", "số liệu về", "ghi là", "giá trị", "thời kỳ", "so sánh", "bắt đầu", "kết thúc"],
      ...report.figures.map((figure) => [
        figure.id,
        flat(figure.subject.text),
        quote(figure.value),
        said(figure.value),
        figure.period ? quote(figure.period) : "",
        figure.comparisons.map(
          (each) => `${words.directions[each.direction] ?? each.direction} ${quote(each.value)} – ${flat(each.basis.text)}`,
        ),
        byId.get(figure.value).start,
        byId.get(figure.value).end,
      ]),
    ],
    entities: [
      ["mã", "nhãn", "tên nhãn", "bắt đầu", "kết thúc", "chữ", "giá trị", "giá trị (JSON)", "độ chắc", "nguồn", "suy ra", "cảnh báo", "chú thích", "mục"],
      ...report.entities.map((entity) => [
        entity.id,
        entity.label,
        words.labels[entity.label],
        entity.start,
        entity.end,
        entity.text,
        describe(entity.label, entity.value),
        entity.value ? JSON.stringify(entity.value) : "",
        entity.score,
        entity.source,
        entity.inferred,
        entity.warnings,
        entity.footnote,
        entity.item,
      ]),
    ],
  };
}

/** `text` on one line. */
export const flat = (text) => text.replace(/\s+/g, " ").trim();
