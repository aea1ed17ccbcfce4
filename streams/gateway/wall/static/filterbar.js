/** The row of filters. Its choices are what has been on the page, and what the address says. */

import { byId, el, refill } from './dom.js';
import { country } from './facts.js';
import { TYPES, words } from './filters.js';
import { nameOf } from './card.js';

const MOST_CHOICES = 150;
const TYPE_NAMES = {
  published: 'New', revised: 'Revised', corrected: 'Corrected', withdrawn: 'Withdrawn', duplicated: 'Repeats',
};
const KIND_NAMES = [
  'report', 'quote', 'statement', 'summary', 'key-points', 'gallery', 'embed', 'related', 'explainer',
  'live-event', 'correction', 'housekeeping', 'boilerplate',
];
const URGENCIES = [['1', 'Flash (1)'], ['2', 'Urgent (2) or more'], ['3', 'High (3) or more'], ['4', 'Raised (4) or more'], ['5', 'Normal (5) or more']];

/** Label of the choice of everything, by filter. */
const ALL = {
  desk: 'All desks', source: 'All sources', type: 'All changes', kind: 'All kinds', topic: 'All topics',
  urgency: 'Any urgency', place: 'All places',
};
const SLOW_MS = 350;

export class FilterBar {
  #form = byId('filters');
  #chips = byId('chosen');
  #search = byId('search');
  #onChange;
  /** @type {import('./filters.js').Filters} */
  #filters;
  /** Name of each choice. @type {{[filter: string]: Map<string, string>}} */
  #choices = {
    desk: new Map(), source: new Map(), topic: new Map(), place: new Map(),
    type: new Map(TYPES.map((type) => [type, TYPE_NAMES[type]])),
    kind: new Map(KIND_NAMES.map((kind) => [kind, capital(kind.replace('-', ' '))])),
    urgency: new Map(/** @type {any} */ (URGENCIES)),
  };
  #dirty = true;
  #timer = 0;

  /** @param {(filters: import('./filters.js').Filters) => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    this.#form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLSelectElement) this.set(target.name, target.value ? target.value.split(',') : []);
    });
    this.#search.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.set('q', words(this.#search.value)), SLOW_MS);
    });
  }

  /** Note what can be chosen. @param {any} event */
  learn(event) {
    this.#note('desk', event.desk, event.desk);
    this.#note('source', event.source, nameOf(event.source));
    for (const topic of event.topics ?? []) this.#note('topic', topic.code.replace('medtop:', ''), capital(topic.name));
    for (const place of event.places ?? []) {
      this.#note('place', place.country, country(place.country));
      if (this.#filters?.place.includes(String(place.geonames_id))) {
        this.#note('place', String(place.geonames_id), place.name);
      }
    }
  }

  /** @param {string} name @param {string[]} values */
  set(name, values) {
    if (values.join() === this.#filters[name].join()) return;
    this.#onChange({ ...this.#filters, [name]: values });
  }

  /** Filter by a value, or no longer. @param {string} name @param {string} value @param {string} [label] */
  toggle(name, value, label = value) {
    this.#note(name, value, label);
    const held = this.#filters[name];
    this.set(name, held.includes(value) ? held.filter((one) => one !== value) : [...held, value]);
  }

  /** @param {import('./filters.js').Filters} filters */
  show(filters) {
    this.#filters = filters;
    this.#dirty = true;
    if (document.activeElement !== this.#search || !filters.q.length) {
      if (words(this.#search.value).join() !== filters.q.join()) this.#search.value = filters.q.join(' ');
    }
    this.render();
  }

  /** Bring choices and chips up to date; a list that is open is left alone. */
  render() {
    if (!this.#dirty || this.#form.querySelector('select:focus')) return;
    this.#dirty = false;
    for (const select of this.#form.querySelectorAll('select')) this.#fill(select);
    const chips = Object.entries(this.#filters).flatMap(([name, values]) => values.map((value) => el(
      'li', null, el('button.chip', {
        type: 'button', data: { key: `${name} ${value}` }, 'aria-label': `Remove filter ${name}: ${this.#label(name, value)}`,
        onclick: () => this.set(name, this.#filters[name].filter((one) => one !== value)),
      }, el('span', { dir: 'auto' }, this.#label(name, value)), el('span.cross', { 'aria-hidden': 'true' }, '×')),
    )));
    const clear = chips.length > 1 && el('li', null, el('button.link', {
      type: 'button',
      onclick: () => this.#onChange(/** @type {any} */ (Object.fromEntries(Object.keys(this.#filters).map((name) => [name, []])))),
    }, 'Clear all'));
    refill(this.#chips, clear ? [...chips, clear] : chips);
    this.#chips.hidden = chips.length === 0;
  }

  #fill(select) {
    const { name } = select;
    const held = this.#filters[name];
    const known = this.#choices[name];
    for (const value of held) if (!known.has(value)) known.set(value, value);
    let choices = [...known];
    if (!['type', 'kind', 'urgency'].includes(name)) choices.sort(([, a], [, b]) => a.localeCompare(b));
    if (held.length > 1) choices = [[held.join(','), held.map((value) => this.#label(name, value)).join(' or ')], ...choices];
    select.replaceChildren(
      el('option', { value: '' }, ALL[name]),
      ...choices.map(([value, label]) => el('option', { value }, label)),
    );
    select.value = held.join(',');
    select.classList.toggle('is-set', held.length > 0);
  }

  #label(name, value) {
    if (name === 'q') return `“${value}”`;
    if (name === 'story') return 'One story';
    return this.#choices[name]?.get(value) ?? value;
  }

  #note(name, value, label) {
    if (!value) return;
    const known = this.#choices[name];
    if (known.get(value) === label || (known.size >= MOST_CHOICES && !known.has(value))) return;
    known.set(value, label);
    this.#dirty = true;
  }
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
