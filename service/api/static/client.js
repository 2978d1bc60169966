/** The service, asked for reports; and what went wrong, told in Vietnamese with what to do. */

const KEY = "trichluc.key";
const PATIENCE = 4; // how often a busy service is asked again

/** Something that could not be done. `text` says what, `advice` what to do; `again` whether trying again may help. */
export class Trouble extends Error {
  constructor(text, advice, { again = false, key = false } = {}) {
    super(text);
    Object.assign(this, { text, advice, again, key });
  }
}

export const keepKey = (key) => sessionStorage.setItem(KEY, key);
const dropKey = () => sessionStorage.removeItem(KEY);

const ELSEWHERE = "Có thể mở tệp, chép phần chữ rồi dán vào ô.";
const FILES = {
  unsupported: `Hãy dùng .docx, .pdf có lớp chữ, .txt hoặc .html. ${ELSEWHERE}`,
  needs_libreoffice: `Hãy lưu tệp lại dạng .docx. ${ELSEWHERE}`,
  damaged: `Hãy lấy lại tệp gốc, hoặc lưu lại bằng Word. ${ELSEWHERE}`,
  encrypted: `Hãy bỏ mật khẩu rồi lưu lại. ${ELSEWHERE}`,
  scanned: "Hãy nhận dạng chữ (OCR) tệp này trước, hoặc dùng tệp Word gốc.",
  too_long: "Hãy chia tệp thành nhiều phần.",
  hostile: `Tệp này không an toàn để mở. ${ELSEWHERE}`,
};

/** The report of a text; `waiting(seconds, turn)` is called while the service is busy. Throws Trouble. */
export function readText(text, { month, signal, waiting }) {
  const body = JSON.stringify(month ? { text, reference_date: month } : { text });
  return ask("extract", { body, headers: { "Content-Type": "application/json" } }, { signal, waiting });
}

/** The report of a file, with the `text` that was made of it. Throws Trouble. */
export function readFile(file, { month, signal, waiting }) {
  const body = new FormData();
  body.append("file", file);
  if (month) body.append("reference_date", month);
  return ask("extract/file", { body }, { signal, waiting });
}

/** Hand a corrected report, one line of JSON, to the service. Throws Trouble. */
export function sendCorrection(line, { signal, waiting } = {}) {
  return ask("corrections", { body: line, headers: { "Content-Type": "application/json" } }, { signal, waiting });
}

async function ask(path, { body, headers = {} }, { signal, waiting }) {
  for (let turn = 1; ; turn++) {
    const key = sessionStorage.getItem(KEY);
    let answer;
    try {
      answer = await fetch(path, { method: "POST", body, headers: key ? { ...headers, Authorization: `Bearer ${key}` } : headers, signal });
      if (answer.ok) return await answer.json();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Trouble(
        "Không liên lạc được với máy chủ.",
        "Hãy kiểm tra mạng và xem máy chủ trichluc còn chạy không, rồi thử lại.",
        { again: true },
      );
    }
    const problem = await answer.json().catch(() => ({}));
    const busy = answer.status === 429 || answer.status === 503;
    if (!busy || turn > PATIENCE) throw tell(answer.status, problem, Boolean(key));
    await wait(Math.min(Number(answer.headers.get("Retry-After")) || 3, 60), turn, { signal, waiting });
  }
}

async function wait(seconds, turn, { signal, waiting }) {
  for (let left = seconds; left > 0; left--) {
    waiting?.(left, turn, PATIENCE);
    await new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(new DOMException("stopped", "AbortError"));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, Math.min(left, 1) * 1000);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }
}

function tell(status, problem, hadKey) {
  const detail = problem.detail ? ` (Máy chủ nói: ${problem.detail})` : "";
  // What is wrong with a file the service tells in Vietnamese itself.
  if (FILES[problem.code]) return new Trouble(problem.detail, FILES[problem.code]);
  switch (status) {
    case 400:
      return new Trouble("Máy chủ không hiểu được văn bản này.", `Hãy dán lại văn bản từ tệp gốc, hoặc thả chính tệp ấy vào trang.${detail}`);
    case 401:
      dropKey();
      return new Trouble(hadKey ? "Khóa truy cập không đúng." : "Máy chủ này cần khóa truy cập.", "Hãy nhập khóa do người quản trị cấp.", { again: true, key: true });
    case 413:
      return tooLarge(problem.limit);
    case 415:
      return new Trouble("Trang không đọc loại tệp này.", `Tệp nén chứa nhiều văn bản: hãy mở ra rồi thả từng tệp. ${ELSEWHERE}${detail}`);
    case 422:
      return new Trouble("Máy chủ không đọc được nội dung đã gửi.", `Hãy xem lại tháng của báo cáo (dạng 2025-04), rồi gửi lại.${detail}`);
    case 429:
    case 503:
      return new Trouble("Máy chủ đang bận.", "Đã thử vài lần mà chưa được. Hãy đợi một lát rồi thử lại.", { again: true });
    case 504:
      return new Trouble("Máy chủ đọc quá lâu nên đã dừng.", "Hãy chia văn bản thành nhiều phần rồi thử lại.", { again: true });
    default:
      return new Trouble(`Máy chủ gặp lỗi (${status}).`, `Hãy thử lại; nếu vẫn lỗi, xin báo người quản trị.${detail}`, { again: true });
  }
}

/** More bytes were sent than the `limit`. */
export const tooLarge = (limit) =>
  new Trouble(`Quá lớn: máy chủ chỉ nhận đến ${size(limit)}.`, "Hãy chia văn bản thành nhiều phần, hoặc nhờ người quản trị nâng giới hạn.");

const size = (bytes) =>
  bytes >= 1e6 ? `${(bytes / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB` : `${Math.ceil(bytes / 1e3)} kB`;
