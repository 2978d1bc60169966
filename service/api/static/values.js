/** Values in Vietnamese words. */

/** One line for an entity's value, "" where it has none: "14.170.000.000 VND", "13/4/2025", "mã 05983". */
export function describe(label, value) {
  return value ? (DESCRIBE[label]?.(value) ?? "") : "";
}

/** A plain decimal string with "." between thousands and "," before decimals. */
function group(number) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number) ?? [null, "", number, undefined];
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ".") + (fraction ? `,${fraction}` : "");
}

const range = (value, key) => ("min" in value ? `${group(value.min)} – ${group(value.max)}` : group(value[key]));

const SEASONS = {
  33: "quý I năm", 34: "quý II năm", 35: "quý III năm", 36: "quý IV năm", 40: "6 tháng đầu năm", 41: "6 tháng cuối năm",
};

/** An EDTF date or range in Vietnamese: "2025-04-13" is "13/4/2025", "2025-33" is "quý I năm 2025". */
export function describeDate(edtf) {
  return edtf
    .split("/")
    .map((part) => {
      const [, year, month, day, time] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(.+))?$/.exec(part) ?? [];
      if (!year) return part;
      if (!month) return `năm ${year}`;
      if (SEASONS[month]) return `${SEASONS[month]} ${year}`;
      if (!day) return `tháng ${Number(month)}/${year}`;
      return `${time ? `${time} ngày ` : ""}${Number(day)}/${Number(month)}/${year}`;
    })
    .join(" – ");
}

const ERAS = { "pre-2025-07": "đơn vị trước 1/7/2025", "post-2025-07": "đơn vị từ 1/7/2025" };

const DESCRIBE = {
  AMOUNT: (value) => `${range(value, "amount")} ${value.currency}${value.per ? `/${value.per}` : ""}`,
  DATE: (value) => describeDate(value.edtf) + (value.calendar === "lunar" ? " (từ âm lịch)" : ""),
  PERCENT: (value) => `${range(value, "percent")} %`,
  QUANTITY: (value) => `${range(value, "number")}${value.of ? ` / ${group(value.of)}` : ""} ${value.unit ?? ""}`.trimEnd(),
  PLACE: (value) =>
    [
      value.name,
      value.code ? `mã ${value.code}` : value.candidates?.length ? `${value.candidates.length} đơn vị trùng tên` : null,
      value.code ? ERAS[value.era] : null,
    ].filter(Boolean).join(" · "),
  DOCUMENT: (value) =>
    [value.type, value.number, value.date ? describeDate(value.date) : null, value.issuer].filter(Boolean).join(" · "),
};

const DOUBTS = {
  ambiguous_separator: "dấu chấm, dấu phẩy trong số có thể hiểu hai cách",
  broken_number: "số bị ngắt quãng trong văn bản",
  dimensions: "là kích thước nhiều chiều, không phải một số",
  invalid_date: "không phải là ngày có trong lịch",
  malformed_number: "số viết không theo quy tắc nào",
  no_currency: "không thấy đơn vị tiền",
  no_year: "không biết năm nào; hãy cho biết tháng của báo cáo",
  words_differ: "số viết bằng chữ khác số viết bằng chữ số",
};
const INFERRED = { year: "năm", month: "tháng", day: "ngày", currency: "đơn vị tiền", scale: "hàng (triệu, tỷ)", unit: "đơn vị", era: "thời kỳ" };

/** A warning of an entity in words; codes that have none stay as they are. */
export const describeDoubt = (code) => DOUBTS[code] ?? `không đọc được giá trị (${code})`;

/** The name of a part of a value that its words do not write. */
export const nameInferred = (part) => INFERRED[part] ?? part;
