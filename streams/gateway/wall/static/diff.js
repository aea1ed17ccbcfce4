/** The words in which two versions of a text differ. */

/** @typedef {{kind: 'same' | 'old' | 'new', text: string}} Part */

// Beyond this many words that differ, the whole is said to be another text: the cost grows with
// the square.
const MOST = 400;
const WORDS = /\s+|[\p{L}\p{N}\p{M}]+(?:[.,:’'-][\p{L}\p{N}\p{M}]+)*%?|[^\s]/gu;

/**
 * @param {string | null | undefined} before
 * @param {string | null | undefined} after
 * @returns {Part[]} in the order in which it is read: what was, then what is
 */
export function diff(before, after) {
  const one = (before ?? '').match(WORDS) ?? [];
  const two = (after ?? '').match(WORDS) ?? [];
  const most = Math.min(one.length, two.length);
  let first = 0;
  while (first < most && one[first] === two[first]) first += 1;
  let last = 0;
  while (last < most - first && one.at(-1 - last) === two.at(-1 - last)) last += 1;
  const parts = [{ kind: 'same', text: one.slice(0, first).join('') }];
  parts.push(...changed(one.slice(first, one.length - last), two.slice(first, two.length - last)));
  parts.push({ kind: 'same', text: one.slice(one.length - last, one.length).join('') });
  return readable(parts);
}

function changed(one, two) {
  if (one.length > MOST || two.length > MOST) {
    return [{ kind: 'old', text: one.join('') }, { kind: 'new', text: two.join('') }];
  }
  const longest = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let a = one.length - 1; a >= 0; a -= 1) {
    for (let b = two.length - 1; b >= 0; b -= 1) {
      longest[a][b] = one[a] === two[b]
        ? longest[a + 1][b + 1] + 1
        : Math.max(longest[a + 1][b], longest[a][b + 1]);
    }
  }
  const parts = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < two.length) {
    if (a < one.length && b < two.length && one[a] === two[b]) {
      parts.push({ kind: 'same', text: one[a] });
      [a, b] = [a + 1, b + 1];
    } else if (b === two.length || (a < one.length && longest[a + 1][b] >= longest[a][b + 1])) {
      parts.push({ kind: 'old', text: one[a] });
      a += 1;
    } else {
      parts.push({ kind: 'new', text: two[b] });
      b += 1;
    }
  }
  return parts;
}

/** Join neighbours of a kind; a mere space between two changes belongs to both. */
function readable(parts) {
  const found = [];
  let [old, fresh] = ['', ''];
  const close = () => {
    if (old) found.push({ kind: 'old', text: old });
    if (fresh) found.push({ kind: 'new', text: fresh });
    [old, fresh] = ['', ''];
  };
  parts.forEach(({ kind, text }, at) => {
    if (!text) return;
    if (kind === 'old') old += text;
    else if (kind === 'new') fresh += text;
    else if ((old || fresh) && !text.trim() && parts[at + 1] && parts[at + 1].kind !== 'same') {
      old += text;
      fresh += text;
    } else {
      close();
      const previous = found.at(-1);
      if (previous?.kind === 'same') previous.text += text;
      else found.push({ kind: 'same', text });
    }
  });
  close();
  return found.filter((part) => part.text);
}
