/** The card of an entry. */

import { deltaList, revisionList } from './changes.js';
import { el, outward, spoken } from './dom.js';
import { typeOf } from './entries.js';
import { marksOf } from './facts.js';
import { lay, layLines } from './spans.js';
import { clock, full, relative } from './time.js';

/**
 * @typedef {object} Actions what a card can ask for
 * @property {(id: string) => void} openStory
 * @property {(id: string) => Promise<void>} loadHistory
 */

const PREVIEW = 900; // characters of a body that are shown before the reader asks for more
const MOST_LINKS = 6;
const URGENCY = { 1: 'Flash', 2: 'Urgent', 3: 'High', 4: 'Raised', 5: 'Normal', 6: 'Low', 7: 'Low', 8: 'Lowest' };
const BADGES = { corrected: 'Corrected', withdrawn: 'Withdrawn', duplicated: 'Repeat' };
const MEDIA = { image: 'Picture', video: 'Video', audio: 'Audio', embed: 'Embedded post' };
const REASONS = { withdrawn: 'Taken back by its source', expired: 'Its time is over' };

/**
 * Fill the article of an entry, and keep what the reader has unfolded.
 * @param {HTMLElement} article
 * @param {import('./entries.js').Entry} entry
 * @param {Actions} actions
 * @param {number} now
 */
export function fill(article, entry, actions, now) {
  const { event } = entry;
  const type = typeOf(event);
  article.className = `entry is-${type}`;
  article.dataset.id = entry.id;
  article.dataset.urgency = event.urgency ?? '';
  article.setAttribute('aria-labelledby', `headline-${entry.id}`);
  const again = () => fill(article, entry, actions, Date.now());
  const focused = article.contains(document.activeElement) ? document.activeElement : null;
  article.replaceChildren(...[
    head(entry, type, now),
    headline(entry, type),
    type === 'withdrawn' && withdrawal(event, now),
    type === 'corrected' && correction(event),
    ...(event.kind ? [...text(entry, again), media(event)] : []),
    repeats(entry, type),
    foot(entry, actions),
    history(entry, actions, again, now),
  ].filter(Boolean));
  if (focused && focused !== article) {
    const summary = focused.matches('.history > summary') && article.querySelector('.history > summary');
    /** @type {HTMLElement} */ (summary || article).focus({ preventScroll: true });
  }
}

function head({ event, seenAt }, type, now) {
  const { urgency } = event;
  const urgent = urgency && el('span.urgency', { data: { urgency } }, spoken('urgency: '),
    `${URGENCY[urgency]} ${urgency}`);
  return el('div.entry-head', null,
    el('p.labels', null,
      urgency < 5 && urgent,
      BADGES[type] && el('span.badge', { data: { type } }, BADGES[type]),
      event.key_event && el('span.badge', null, 'Key event'),
      event.pinned && el('span.badge', null, 'Pinned'),
      el('span.source', null, nameOf(event.source)),
      el('span.desk', null, event.desk),
      event.kind && event.kind !== 'report' && el('span.kind', null, event.kind.replace('-', ' ')),
      urgency >= 5 && urgent),
    moment(event.occurred_at ? Date.parse(event.occurred_at) : seenAt, now));
}

/**
 * A time that keeps telling how long ago it was.
 * @param {number} then
 * @param {number} now
 * @returns {HTMLElement}
 */
export function moment(then, now) {
  return el(
    'time',
    { datetime: new Date(then).toISOString(), title: full(then), data: { then } },
    el('span.clock', null, clock(then, now)),
    el('span.ago', null, relative(then, now)),
  );
}

/**
 * Bring the times under an element up to date.
 * @param {ParentNode} root
 * @param {number} now
 */
export function tick(root, now) {
  for (const time of root.querySelectorAll('time[data-then]')) {
    const then = Number(/** @type {HTMLElement} */ (time).dataset.then);
    const [shown, ago] = /** @type {any} */ (time.children);
    const [clockNow, agoNow] = [clock(then, now), relative(then, now)];
    if (shown.textContent !== clockNow) shown.textContent = clockNow;
    if (ago.textContent !== agoNow) ago.textContent = agoNow;
  }
}

/**
 * ``northern-ledger`` as people write it.
 * @param {string} source
 */
export function nameOf(source) {
  if (source === 'unknown') return 'Unknown source';
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(source)) return source;
  if (source.length <= 3) return source.toUpperCase();
  return source.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
}

function headline({ id, event }, type) {
  const given = event.headline;
  const words = given
    || `${(event.kind ?? 'entry').replace('-', ' ')} without a headline, ${nameOf(event.source)}`;
  const inside = type === 'withdrawn'
    ? el('s', null, spoken('withdrawn: '), words)
    : given && event.kind ? pieces(lay(given, marksOf(event, 'headline'))) : words;
  return el(`h3.headline${given ? '' : '.is-missing'}`, { id: `headline-${id}`, dir: 'auto' }, inside);
}

function pieces(laid) {
  return laid.map((piece) => {
    if (typeof piece === 'string') return piece;
    const mark = el('mark', { tabindex: -1, data: { kind: piece.value.kind } }, pieces(piece.children));
    FOUND.set(mark, piece.value);
    return mark;
  });
}

/** The fact that a mark stands for. @type {WeakMap<Element, import('./facts.js').Found>} */
export const FOUND = new WeakMap();

function text(entry, again) {
  const { event, shown } = entry;
  const body = event.body ?? '';
  if (!body) return [];
  const cut = shown.full || body.length <= PREVIEW * 1.3 ? body.length : breakAt(body);
  const marks = marksOf(event, 'body').filter((mark) => mark.start < cut);
  const lines = layLines(body.slice(0, cut), marks).map((line) => el('p', { dir: 'auto' }, pieces(line)));
  const more = cut < body.length && el('button.more', {
    type: 'button',
    onclick: () => {
      shown.full = true;
      again();
    },
  }, `Show all ${body.length.toLocaleString('en-GB')} characters`);
  return [el('div.body', null, lines), more];
}

function breakAt(body) {
  const at = Math.max(body.lastIndexOf(' ', PREVIEW), body.lastIndexOf('\n', PREVIEW));
  const cut = at > PREVIEW / 2 ? at : PREVIEW;
  return /[\ud800-\udbff]/.test(body[cut - 1]) ? cut - 1 : cut;
}

function correction(event) {
  return el('section.put-right', { 'aria-label': 'Correction' },
    el('h4', null, 'Correction'),
    event.deltas?.length
      ? deltaList(event.deltas)
      : el('p', null, 'Its source says that an earlier version was wrong.'));
}

function withdrawal(event, now) {
  const at = event.occurred_at && clock(Date.parse(event.occurred_at), now);
  return el('p.reason', null,
    `${REASONS[event.reason] ?? event.reason}${at ? `, ${at}` : ''}. What it said is no longer shown.`);
}

function media(event) {
  if (!event.media?.length) return null;
  return el('ul.media', null, event.media.slice(0, MOST_LINKS).map((one) => el('li', null,
    outward(one.url, el('span.media-kind', null, MEDIA[one.kind] ?? one.kind),
      one.caption && el('span', { dir: 'auto' }, ` ${one.caption}`)),
    one.credit && el('span.credit', { dir: 'auto' }, ` ${one.credit}`))));
}

function repeats(entry, type) {
  const { event } = entry;
  if (type === 'duplicated') {
    return el('p.also', null, `Repeats an entry of ${nameOf(event.original.source)} that is not on this page.`);
  }
  if (!entry.repeats.length) return null;
  const others = new Map();
  for (const one of entry.repeats) {
    for (const source of [one.source, ...(one.original.reported_by ?? [])]) {
      if (source !== event.source) others.set(source, nameOf(source));
    }
  }
  const names = [...others.values()].join(', ');
  const count = entry.repeats.length;
  return el('details.also', null,
    el('summary', null, names ? `Also reported by ${names}` : 'Repeated by the same source'),
    el('ul', null, entry.repeats.map((one) => el('li', { dir: 'auto' },
      `${nameOf(one.source)}: ${one.headline ?? 'without a headline'}`,
      el('span.relation', null, ` ${one.original.relation}`)))),
    spoken(`${count} ${count === 1 ? 'repeat' : 'repeats'}`));
}

function foot({ event }, actions) {
  const byline = event.bylines?.length ? `By ${event.bylines.join(', ')}` : '';
  const topics = (event.topics ?? []).map((topic) => {
    const chip = el('mark.topic', { tabindex: -1, data: { kind: 'topic' } }, topic.name);
    FOUND.set(chip, { kind: 'topic', fact: topic });
    return el('li', null, chip);
  });
  const links = (event.links ?? []).filter((one) => one.text).slice(0, MOST_LINKS);
  const { coverage } = event;
  return el('footer.entry-foot', null,
    byline && el('p.byline', { dir: 'auto' }, byline),
    links.length > 0 && el('ul.links', null, links.map((one) => el('li', { dir: 'auto' }, outward(one.url, one.text)))),
    topics.length > 0 && el('ul.topics', { 'aria-label': 'Topics' }, topics),
    el('span.foot-links', null,
      event.story && el('button.link.open-story', {
        type: 'button', onclick: () => actions.openStory(event.story),
      }, 'Story'),
      coverage?.url && outward(coverage.url, 'Live page', spoken(', opens in a new tab'))));
}

function history(entry, actions, again, now) {
  const { event, shown } = entry;
  if (event.revision < 2) return null;
  const details = el('details.history', { open: shown.open },
    el('summary', null, `Revision ${event.revision}`, el('span.summary-more', null, ' · what changed')),
    revisionList(entry.history, now));
  details.addEventListener('toggle', async () => {
    if (details.open === Boolean(shown.open)) return;
    shown.open = details.open;
    if (!details.open || entry.history.length >= event.revision || typeOf(event) === 'withdrawn') return;
    await actions.loadHistory(entry.id);
    if (details.isConnected) again();
  });
  return details;
}
