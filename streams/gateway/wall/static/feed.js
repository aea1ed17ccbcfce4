/**
 * The list of entries, the newest on top. What is new waits while somebody reads: when the page is
 * scrolled, the pointer rests on the list, or the keyboard is in it.
 */

import { fill, tick } from './card.js';
import { el } from './dom.js';

const MOST = 300; // cards in the page, and as many waiting: memory stays flat
const RENDER_AFTER_MS = 80;
const RESTS_MS = 30_000; // a pointer that does not move for so long belongs to nobody
const SCROLLED_PX = 60;

export class Feed {
  #list;
  #button;
  #entries;
  #actions;
  /** @type {Map<string, HTMLElement>} */
  #cards = new Map();
  /** @type {import('./entries.js').Entry[]} */
  #queue = [];
  #waited = 0;
  /** @type {Set<import('./entries.js').Entry>} */
  #stale = new Set();
  #timer = 0;
  #movedAt = -Infinity;
  #onRender;

  /**
   * @param {{list: HTMLElement, button: HTMLElement, entries: import('./entries.js').Entries,
   *     actions: import('./card.js').Actions, onRender: () => void}} given
   */
  constructor({ list, button, entries, actions, onRender }) {
    [this.#list, this.#button, this.#entries] = [list, button, entries];
    [this.#actions, this.#onRender] = [actions, onRender];
    list.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'touch') this.#movedAt = performance.now();
    });
    list.addEventListener('pointerleave', () => {
      this.#movedAt = -Infinity;
      this.#schedule();
    });
    list.addEventListener('focusin', (event) => this.#tabbable(event.target, 0));
    list.addEventListener('focusout', (event) => {
      this.#tabbable(event.target, -1, event.relatedTarget);
      this.#schedule();
    });
    addEventListener('scroll', () => this.#schedule(), { passive: true });
    button.addEventListener('click', (event) => this.showNew(event.detail === 0));
  }

  /** Whether somebody reads, and nothing may move. */
  get isPaused() {
    const reads = this.#list.querySelector(':focus-visible') !== null;
    const points = performance.now() - this.#movedAt < RESTS_MS;
    return reads || points || this.#list.getBoundingClientRect().top < this.#offset - SCROLLED_PX;
  }

  get #offset() {
    return document.querySelector('.masthead')?.getBoundingClientRect().bottom ?? 0;
  }

  /**
   * @param {import('./entries.js').Step[]} steps
   * @param {{older?: boolean}} [how] they go to the end
   */
  take(steps, { older = false } = {}) {
    for (const { op, entry } of steps) {
      if (op === 'remove') this.#drop(entry);
      else if (op === 'update') this.#stale.add(entry);
      else if (older) this.#insert(entry);
      else this.#wait(entry);
    }
    this.#schedule();
  }

  /** Show what was taken, whoever reads: at the first filling nothing can jump. */
  showAll() {
    this.#render(true);
  }

  clear() {
    this.#cards.clear();
    this.#stale.clear();
    [this.#queue, this.#waited] = [[], 0];
    this.#list.replaceChildren();
    this.#render(true);
  }

  /** @param {boolean} [byKeyboard] then the focus goes to the first of them */
  showNew(byKeyboard = false) {
    this.#movedAt = -Infinity;
    this.#render(true);
    scrollTo({ top: 0, behavior: calm() ? 'instant' : 'smooth' });
    if (byKeyboard) /** @type {any} */ (this.#list.firstElementChild)?.focus({ preventScroll: true });
  }

  /**
   * Focus the next card, or the one before.
   * @param {1 | -1} by
   */
  move(by) {
    const cards = /** @type {HTMLElement[]} */ ([...this.#list.children]);
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    const visible = cards.findIndex((card) => card.getBoundingClientRect().bottom > this.#offset + 20);
    const next = at < 0 ? visible : at + by;
    this.focus(cards[Math.min(Math.max(next, 0), cards.length - 1)]?.dataset.id);
  }

  /** @param {string | undefined} id of an entry */
  focus(id) {
    if (id && this.#queue.some((entry) => entry.id === id)) this.#render(true);
    const card = this.#cards.get(id ?? '');
    card?.focus(/** @type {any} */ ({ preventScroll: true, focusVisible: true }));
    card?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'instant' : 'smooth' });
    return Boolean(card);
  }

  /** The entry that has the focus. */
  get current() {
    const card = document.activeElement?.closest('.entry');
    return this.#entries.get(/** @type {any} */ (card)?.dataset.id);
  }

  /** How many entries wait to be shown. */
  get waiting() {
    return this.#waited;
  }

  /** Whether no more cards may be added at the end. */
  get isFull() {
    return this.#cards.size >= MOST;
  }

  /** @param {number} now */
  tick(now) {
    tick(this.#list, now);
    this.#schedule(); // a pointer may have come to rest
  }

  /** @param {string} id */
  refresh(id) {
    const entry = this.#entries.get(id);
    if (entry) this.take([{ op: 'update', entry }]);
  }

  #wait(entry) {
    this.#queue.push(entry);
    this.#waited += 1;
    if (this.#queue.length > MOST) this.#entries.remove(this.#queue.shift().id);
  }

  #schedule() {
    this.#timer ||= setTimeout(() => this.#render(false), RENDER_AFTER_MS);
  }

  #render(regardless) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const now = Date.now();
    for (const entry of this.#stale) {
      const card = this.#cards.get(entry.id);
      if (!card) continue;
      fill(card, entry, this.#actions, now);
      flash(card);
    }
    this.#stale.clear();
    if (this.#queue.length && (regardless || !this.isPaused)) {
      const quiet = this.#cards.size === 0;
      for (const entry of this.#queue) {
        const card = this.#insert(entry);
        if (!quiet) card.classList.add('is-fresh');
      }
      [this.#queue, this.#waited] = [[], 0];
    }
    this.#button.hidden = this.#waited === 0;
    if (this.#waited) this.#button.firstElementChild.textContent = `${this.#waited} new`;
    this.#onRender();
  }

  #insert(entry) {
    const card = el('article.entry', { tabindex: 0, data: { order: entry.order } });
    fill(card, entry, this.#actions, Date.now());
    this.#cards.set(entry.id, card);
    const { firstElementChild: first, lastElementChild: last } = this.#list;
    if (!first || order(first) < entry.order) this.#list.prepend(card);
    else if (order(last) > entry.order) this.#list.append(card);
    else [...this.#list.children].find((one) => order(one) < entry.order).before(card);
    while (this.#cards.size > MOST) this.#evict();
    return card;
  }

  #evict() {
    const last = this.#list.lastElementChild;
    this.#cards.delete(last.dataset.id);
    this.#entries.remove(last.dataset.id);
    last.remove();
  }

  #drop(entry) {
    this.#queue = this.#queue.filter((one) => one !== entry);
    this.#waited = Math.min(this.#waited, this.#queue.length);
    const card = this.#cards.get(entry.id);
    if (!card) return;
    this.#cards.delete(entry.id);
    if (card.contains(document.activeElement)) /** @type {any} */ (card.nextElementSibling)?.focus();
    card.remove();
  }

  /** The marks of the card that has the focus can be reached by Tab, those of others are passed over. */
  #tabbable(target, tabindex, next = null) {
    const card = target.closest('.entry');
    if (!card || card.contains(next)) return;
    for (const mark of card.querySelectorAll('mark')) mark.tabIndex = tabindex;
  }
}

function order(card) {
  return Number(card.dataset.order);
}

function flash(card) {
  card.classList.remove('is-fresh');
  requestAnimationFrame(() => card.classList.add('is-fresh'));
}

function calm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
