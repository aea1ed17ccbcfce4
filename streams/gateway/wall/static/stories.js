/** The column of stories: what is going on, over all entries. */

import { moment, nameOf, tick } from './card.js';
import { el } from './dom.js';
import { typeOf } from './entries.js';
import { amount } from './facts.js';
import { clock } from './time.js';

const KEPT = 200;
const SHOWN = 24;
const STEPS = 4;
const FIGURES = 2;
const VALUES = 4;
const RESTS_MS = 30_000;

export class Stories {
  #list;
  #onOpen;
  /** @type {Map<string, any>} by id, the one that changed last at the end */
  #known = new Map();
  /** Where stories went that are part of another now. @type {Map<string, string>} */
  #merged = new Map();
  #movedAt = -Infinity;

  /** @param {{list: HTMLElement, onOpen: (id: string) => void}} given */
  constructor({ list, onOpen }) {
    [this.#list, this.#onOpen] = [list, onOpen];
    list.addEventListener('pointermove', () => { this.#movedAt = performance.now(); });
    list.addEventListener('pointerleave', () => { this.#movedAt = -Infinity; });
  }

  clear() {
    this.#known.clear();
    this.#merged.clear();
  }

  /** @param {any} story its latest state */
  put(story) {
    this.#known.delete(story.id);
    if (story.merged_into) {
      this.#merged.set(story.id, story.merged_into);
      if (this.#merged.size > KEPT) this.#merged.delete(this.#merged.keys().next().value);
    } else if (story.entries > 0) {
      this.#merged.delete(story.id);
      this.#known.set(story.id, story);
    }
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value);
  }

  /** The story that goes on in place of this one. @param {string} id */
  goesOnAs(id) {
    const seen = new Set();
    while (this.#merged.has(id) && !seen.has(id)) {
      seen.add(id);
      id = this.#merged.get(id);
    }
    return id;
  }

  /** @param {string} id */
  get(id) {
    return this.#known.get(id);
  }

  /**
   * @param {Iterable<import('./entries.js').Entry>} entries for the timelines
   * @param {number} now
   * @returns {boolean} whether it could: while somebody reads here, nothing moves
   */
  render(entries, now) {
    if (performance.now() - this.#movedAt < RESTS_MS || this.#list.querySelector(':focus-visible')) {
      return false;
    }
    const steps = Map.groupBy(entries, (entry) => this.goesOnAs(entry.event.story ?? ''));
    const shown = [...this.#known.values()].filter((story) => story.entries + story.duplicates > 1);
    const items = shown.reverse().slice(0, SHOWN).map((story) => this.#item(story, steps.get(story.id) ?? [], now));
    this.#list.replaceChildren(...items);
    return true;
  }

  get isEmpty() {
    return this.#list.childElementCount === 0;
  }

  /** @param {number} now */
  tick(now) {
    tick(this.#list, now);
  }

  #item(story, entries, now) {
    const at = Date.parse(story.last_at ?? '');
    return el('li.story', { data: { id: story.id } },
      el('h3', { dir: 'auto' }, el('button', { type: 'button', onclick: () => this.#onOpen(story.id) },
        story.headline ?? 'A story without a headline')),
      el('p.story-meta', null, el('span', null, summary(story)), Number.isNaN(at) ? null : moment(at, now)),
      figures(story, FIGURES, now),
      entries.length > 1 && steps(entries, now));
  }
}

/** @param {any} story @returns {string} "7 entries · 2 sources · 1 revision · 2 repeats" */
export function summary(story) {
  const many = (count, one, several) => `${count} ${count === 1 ? one : several}`;
  return [
    many(story.entries, 'entry', 'entries'),
    many(story.sources.length, 'source', 'sources'),
    story.revisions && many(story.revisions, 'revision', 'revisions'),
    story.duplicates && many(story.duplicates, 'repeat', 'repeats'),
    story.withdrawn.length && `${story.withdrawn.length} withdrawn`,
  ].filter(Boolean).join(' · ');
}

/**
 * Figures with every value side by side, each with who says so and when.
 * @param {any} story @param {number} most @param {number} now
 */
export function figures(story, most, now) {
  const all = story.figures.map((figure) => ({ ...figure, values: different(figure.values) }));
  const told = all
    .filter((figure) => most > FIGURES || figure.values.length > 1 || isCasualty(figure))
    .sort((a, b) => Number(isCasualty(b)) - Number(isCasualty(a)) || b.values.length - a.values.length)
    .slice(0, most);
  if (!told.length) return null;
  return el('dl.figures', null, told.map((figure) => el('div.figure', null,
    el('dt', { dir: 'auto' }, figure.counts),
    figure.values.slice(0, most > FIGURES ? 12 : VALUES).map((value) => el('dd', null,
      el('strong', null, amount({ ...value, unit: figure.unit })),
      el('span', null, nameOf(value.source)),
      value.at && el('span', null, clock(Date.parse(value.at), now)))))));
}

/** Of values that say the same by the same source, the latest. */
function different(values) {
  const found = new Map();
  for (const value of values) {
    const key = `${value.value} ${value.bound} ${value.source}`;
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

function isCasualty({ counts }) {
  return ['killed', 'injured', 'missing'].includes(counts);
}

function steps(entries, now) {
  const last = [...entries].sort((a, b) => when(b) - when(a)).slice(0, STEPS);
  return el('ol.steps', { 'aria-label': 'Its latest entries' }, last.map((entry) => {
    const { event } = entry;
    const words = event.headline ?? `${event.kind ?? 'entry'} without a headline`;
    return el('li', { data: { urgency: event.urgency ?? '' } },
      el('span.step-time', null, clock(when(entry), now)),
      el('span.step-text', { dir: 'auto' }, typeOf(event) === 'withdrawn' ? el('s', null, words) : words));
  }));
}

function when({ event, seenAt }) {
  return event.occurred_at ? Date.parse(event.occurred_at) : seenAt;
}
