/** What was put right or taken back lately, so that it is not missed further down the page. */

import { moment, tick } from './card.js';
import { el, refill, spoken } from './dom.js';
import { typeOf } from './entries.js';

const KEPT = 8;

export class Notices {
  #section;
  #list;
  #onChoose;
  /** By entry, the latest last. @type {Map<string, any>} */
  #events = new Map();

  /** @param {{section: HTMLElement, list: HTMLElement, onChoose: (entry: string) => void}} given */
  constructor({ section, list, onChoose }) {
    [this.#section, this.#list, this.#onChoose] = [section, list, onChoose];
  }

  clear() {
    this.#events.clear();
  }

  /** @param {any} event of an entry that is on the page */
  heard(event) {
    const type = typeOf(event);
    const known = this.#events.get(event.entry);
    if (known && known.revision >= event.revision) return;
    this.#events.delete(event.entry);
    if (type === 'corrected' || type === 'withdrawn') this.#events.set(event.entry, event);
    if (this.#events.size > KEPT) this.#events.delete(this.#events.keys().next().value);
  }

  /** @param {number} now */
  render(now) {
    this.#section.hidden = this.#events.size === 0;
    refill(this.#list, [...this.#events.values()].reverse().map((event) => this.#item(event, now)));
  }

  /** @param {number} now */
  tick(now) {
    tick(this.#list, now);
  }

  #item(event, now) {
    const type = typeOf(event);
    const number = event.deltas?.find((delta) => delta.type === 'number' && delta.before && delta.after);
    return el('li', { data: { type } },
      el('p.notice-head', null,
        el('span.badge', { data: { type } }, type === 'corrected' ? 'Corrected' : 'Withdrawn'),
        event.occurred_at && moment(Date.parse(event.occurred_at), now)),
      el('button.notice', {
        type: 'button', dir: 'auto', data: { key: event.entry }, onclick: () => this.#onChoose(event.entry),
      },
        type === 'withdrawn' ? el('s', null, event.headline ?? 'An entry') : event.headline ?? 'An entry'),
      number && el('p.notice-change', null, el('del', null, spoken('was: '), number.before), ' ',
        el('ins', null, spoken('now: '), number.after)));
  }
}
