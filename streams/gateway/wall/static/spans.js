/**
 * Spans of evidence, laid into a text.
 *
 * The contract counts Unicode code points, JavaScript counts UTF-16 units; spans may overlap in
 * any way, and a tree of elements may not.
 */

/**
 * @template T
 * @typedef {{start: number, end: number, value: T}} Mark a span in UTF-16 units
 */
/**
 * @template T
 * @typedef {string | {value: T, children: Piece<T>[]}} Piece text, or a mark with what is in it
 */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/**
 * How to turn an index in code points into one in UTF-16 units, both within the text.
 * @param {string} text
 * @returns {(point: number) => number}
 */
export function toUnits(text) {
  const last = text.length;
  if (!PAIR.test(text)) return (point) => Math.min(Math.max(point, 0), last);
  const starts = [];
  for (let unit = 0; unit < last; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) {
    starts.push(unit);
  }
  return (point) => (point < starts.length ? starts[Math.max(point, 0)] : last);
}

/**
 * Lay marks into a text. A mark that crosses another goes on inside of it and after it; what is
 * empty or outside of the text is left out.
 * @template T
 * @param {string} text
 * @param {Mark<T>[]} marks
 * @returns {Piece<T>[]}
 */
export function lay(text, marks) {
  const waiting = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter((mark) => mark.start < mark.end)
    .sort(byPlace);

  const within = (start, end) => {
    const pieces = [];
    let at = start;
    while (waiting.length && waiting[0].start < end) {
      const mark = waiting.shift();
      if (mark.end > end) {
        put(waiting, { ...mark, start: end });
        mark.end = end;
      }
      if (at < mark.start) pieces.push(text.slice(at, mark.start));
      pieces.push({ value: mark.value, children: within(mark.start, mark.end) });
      at = mark.end;
    }
    if (at < end) pieces.push(text.slice(at, end));
    return pieces;
  };
  return within(0, text.length);
}

/**
 * Lay marks into a text, a list of pieces for each line that is not empty.
 * @template T
 * @param {string} text
 * @param {Mark<T>[]} marks
 * @returns {Piece<T>[][]}
 */
export function layLines(text, marks) {
  const found = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (line.trim()) {
      const inside = marks
        .filter((mark) => mark.start < end && mark.end > start)
        .map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
      found.push(lay(line, inside));
    }
    start = end + 1;
  }
  return found;
}

function byPlace(one, other) {
  return one.start - other.start || other.end - one.end;
}

function put(waiting, mark) {
  const at = waiting.findIndex((other) => byPlace(mark, other) < 0);
  waiting.splice(at < 0 ? waiting.length : at, 0, mark);
}
