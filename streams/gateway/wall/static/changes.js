/** Differences between revisions, as a reader sees them: what was struck out, what came in. */

import { diff } from './diff.js';
import { el, spoken } from './dom.js';
import { typeOf } from './entries.js';
import { clock } from './time.js';

const LABELS = {
  headline: 'Headline',
  'text-added': 'Added',
  'text-removed': 'Removed',
  number: 'Number',
  'quote-added': 'Quote added',
  'quote-removed': 'Quote removed',
  name: 'Name',
  byline: 'Byline',
  media: 'Media',
  flags: 'Marked as',
  cosmetic: 'Wording',
};
const SAID = { published: 'Published', revised: 'Revised', corrected: 'Corrected', withdrawn: 'Withdrawn' };
// Numbers and names are replaced whole: a difference of their letters would be hard to read.
const WHOLE = new Set(['number', 'name', 'byline', 'media', 'flags']);

/**
 * @param {any[]} deltas
 * @returns {HTMLElement}
 */
export function deltaList(deltas) {
  return el('ul.deltas', null, deltas.map((delta) => el(
    'li',
    { data: { delta: delta.type } },
    el('span.delta-label', null, LABELS[delta.type] ?? delta.type,
      delta.counts && el('span.delta-counts', { dir: 'auto' }, ` of ${delta.counts}`)),
    el('p.delta-text', { dir: 'auto' }, difference(delta)),
  )));
}

/**
 * Every revision that is known, the latest first.
 * @param {any[]} history
 * @param {number} now
 * @returns {HTMLElement}
 */
export function revisionList(history, now) {
  return el('ol.revisions', { reversed: true }, [...history].reverse().map((one) => el(
    'li',
    null,
    el('p.revision', null,
      `${SAID[typeOf(one)] ?? typeOf(one)} · revision ${one.revision}`,
      one.occurred_at && ` · ${clock(Date.parse(one.occurred_at), now)}`),
    one.deltas?.length > 0 && deltaList(one.deltas),
  )));
}

function difference({ type, before, after }) {
  if (WHOLE.has(type) || before == null || after == null) {
    return [before != null && was(before), before != null && after != null && ' ', after != null && is(after)];
  }
  return diff(before, after).map(({ kind, text }) => {
    if (kind === 'old') return was(text);
    return kind === 'new' ? is(text) : text;
  });
}

// Screen readers pass over del and ins in silence.
function was(text) {
  return el('del', null, spoken('was: '), text, spoken(' '));
}

function is(text) {
  return el('ins', null, spoken('now: '), text, spoken(' '));
}
