/** One story, opened: its figures, who and where, and its timeline. */

import * as api from './api.js';
import { deltaList } from './changes.js';
import { nameOf } from './card.js';
import { byId, el, outward } from './dom.js';
import { Entries, typeOf } from './entries.js';
import { countryOf } from './facts.js';
import { figures, summary } from './stories.js';
import { clock, range } from './time.js';

const EXCERPT = 260;
const FIGURES = 8;
const MOST_STEPS = 400;
const LATER_MS = 600;

export class StoryPane {
  #dialog = byId('story');
  #body = byId('story-body');
  #onClose;
  #asked = '';
  #shown = '';
  #timer = 0;

  /** @param {{onClose: () => void, onMoved: (id: string) => void}} given */
  constructor({ onClose, onMoved }) {
    this.#onClose = onClose;
    this.onMoved = onMoved;
    this.#dialog.addEventListener('close', () => {
      [this.#asked, this.#shown] = ['', ''];
      this.#onClose();
    });
    this.#dialog.addEventListener('click', ({ target }) => {
      if (target === this.#dialog) this.#dialog.close(); // the backdrop
    });
  }

  /** The story that is open; empty if none is. */
  get id() {
    return this.#shown || this.#asked;
  }

  /** @param {string} id */
  async open(id) {
    if (this.#dialog.open && id === this.id) return;
    [this.#asked, this.#shown] = [id, ''];
    this.#body.replaceChildren(el('p.loading', { role: 'status' }, 'Loading the story …'));
    if (!this.#dialog.open) this.#dialog.showModal();
    await this.#load();
  }

  close() {
    if (this.#dialog.open) this.#dialog.close();
  }

  /** A story has changed; if it is the open one, it is read again. @param {any} story */
  heard(story) {
    if (!this.#dialog.open || ![this.#asked, this.#shown].includes(story.id)) return;
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.#dialog.open) this.#load();
    }, LATER_MS);
  }

  async #load() {
    const asked = this.#asked;
    try {
      const story = await api.story(asked);
      const events = await api.timeline(story.id);
      if (asked !== this.#asked) return;
      this.#shown = story.id;
      this.#render(story, events);
      if (story.id !== asked) this.onMoved(story.id);
    } catch (error) {
      if (asked === this.#asked) {
        this.#body.replaceChildren(el('h2', { id: 'story-title' }, 'This story cannot be shown'),
          el('p', null, error.message));
      }
    }
  }

  #render(story, events) {
    const now = Date.now();
    const [first, last] = [story.first_at, story.last_at].map((one) => Date.parse(one ?? ''));
    const { scrollTop } = this.#dialog;
    this.#body.replaceChildren(...[
      story.id !== this.#asked && el('p.moved', null, 'The story that you opened has become part of this one.'),
      el('p.story-meta', null, `${story.desk} · ${summary(story)}`),
      el('h2', { id: 'story-title', dir: 'auto' }, story.headline ?? 'A story without a headline'),
      Number.isNaN(first) || Number.isNaN(last) ? null : el('p.story-span', null, range(first, Math.max(last, first + 1))),
      figures(story, FIGURES, now),
      el('dl.about', null,
        about('Sources', story.sources.map(nameOf)),
        about('People', story.people.slice(0, 12)),
        about('Places', story.places.slice(0, 12).map(placed))),
      el('h3', null, 'Timeline'),
      el('ol.timeline', null, standing(events).slice(-MOST_STEPS).map((entry) => step(entry, now))),
    ].filter(Boolean));
    this.#dialog.scrollTop = scrollTop;
  }
}

/** The entries as they stand after all events, in the order in which they began. */
function standing(events) {
  const entries = new Entries();
  for (const event of events) entries.apply(event, Date.parse(event.occurred_at ?? ''));
  return [...entries.all()];
}

function about(label, values) {
  return values.length > 0 && el('div', null, el('dt', null, label), el('dd', { dir: 'auto' }, values.join(', ')));
}

function placed(place) {
  const land = countryOf(place);
  return land ? `${place.name} (${land})` : place.name;
}

function step(entry, now) {
  const { event, repeats } = entry;
  const type = typeOf(event);
  const body = event.body ?? '';
  const words = event.headline ?? (body.slice(0, 80) || `${event.kind ?? 'entry'} without a headline`);
  const gone = type === 'withdrawn';
  const others = [...new Set(repeats.map((one) => one.source))].filter((one) => one !== event.source);
  return el(`li.is-${type}`, { data: { urgency: event.urgency ?? '' } },
    el('p.step-head', null,
      event.occurred_at && el('span.step-time', null, clock(Date.parse(event.occurred_at), now)),
      el('span.source', null, nameOf(event.source)),
      type !== 'published' && el('span.badge', { data: { type } }, type)),
    el('p.step-headline', { dir: 'auto' }, gone ? el('s', null, words)
      : event.coverage?.url ? outward(event.coverage.url, words) : words),
    event.kind && event.headline && body && el('p.step-body', { dir: 'auto' },
      body.length > EXCERPT ? `${body.slice(0, EXCERPT).replace(/\s+\S*$/u, '')}\u00a0…` : body),
    type === 'corrected' && event.deltas?.length > 0 && deltaList(event.deltas),
    others.length > 0 && el('p.also', null, `Also reported by ${others.map(nameOf).join(', ')}`));
}
