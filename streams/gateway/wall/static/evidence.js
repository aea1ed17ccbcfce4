/** What is known of a marked fact: shown at the mark, by hovering, focus or a tap. */

import { byId, el } from './dom.js';
import { FOUND } from './card.js';
import { explain } from './facts.js';

const NAMES = {
  person: 'Person', organisation: 'Organisation', place: 'Place', quote: 'Quote', claim: 'Claim',
  action: 'Action',
  number: 'Number', time: 'Time', topic: 'Topic',
};
const LEAVE_AFTER_MS = 180; // time to reach the tooltip with the pointer
const GAP = 8;

export class Evidence {
  #tip = byId('evidence');
  /** @type {Element | null} */
  #at = null;
  #leaving = 0;

  /** @param {HTMLElement[]} roots where marks are */
  constructor(...roots) {
    for (const root of roots) {
      root.addEventListener('pointerover', (event) => this.#point(event));
      root.addEventListener('focusin', (event) => this.#focus(event));
      root.addEventListener('focusout', () => this.#leave());
      root.addEventListener('click', (event) => this.#tap(event));
    }
    this.#tip.addEventListener('pointerenter', () => clearTimeout(this.#leaving));
    this.#tip.addEventListener('pointerleave', () => this.#leave());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#at) {
        this.hide();
        event.stopPropagation();
      }
    }, true);
    addEventListener('scroll', () => this.check(), { passive: true, capture: true });
    document.addEventListener('toggle', () => this.hide(), true);
    addEventListener('resize', () => this.check());
  }

  /** Follow the mark, if it is still there. */
  check() {
    if (!this.#at) return;
    const { top, bottom } = this.#at.getBoundingClientRect();
    if (!this.#at.isConnected || bottom < 0 || top > innerHeight) this.hide();
    else this.#place(this.#at);
  }

  #point(event) {
    if (event.pointerType === 'touch') return;
    const mark = event.target.closest('mark');
    if (mark) this.show(mark);
    else if (this.#at && this.#at !== document.activeElement) this.#leave();
  }

  #focus({ target }) {
    if (target.matches('mark')) this.show(target);
  }

  #tap({ target }) {
    const mark = target.closest('mark');
    if (mark) this.show(mark);
    else this.hide();
  }

  #leave() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.hide(), LEAVE_AFTER_MS);
  }

  /** @param {Element} mark */
  show(mark) {
    clearTimeout(this.#leaving);
    if (mark === this.#at) return;
    this.hide();
    const facts = [];
    for (let one = mark; one?.matches?.('mark'); one = one.parentElement) {
      const found = FOUND.get(one);
      if (found && !facts.includes(found)) facts.push(found);
    }
    if (!facts.length) return;
    this.#tip.replaceChildren(...facts.map(section));
    this.#at = mark;
    mark.setAttribute('aria-describedby', this.#tip.id);
    this.#tip.hidden = false;
    this.#place(mark);
  }

  hide() {
    clearTimeout(this.#leaving);
    this.#at?.removeAttribute('aria-describedby');
    this.#at = null;
    this.#tip.hidden = true;
  }

  #place(mark) {
    const [line] = mark.getClientRects();
    if (!line) return;
    const { offsetWidth: width, offsetHeight: height } = this.#tip;
    const page = document.documentElement;
    const left = Math.min(Math.max(GAP, line.left), page.clientWidth - width - GAP);
    const below = line.bottom + GAP;
    const fits = below + height < page.clientHeight || line.top < height + GAP;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${fits ? below : line.top - height - GAP}px`;
  }
}

function section(found) {
  const { title, rows } = explain(found);
  return el('div.fact', { data: { kind: found.kind } },
    el('p.fact-kind', null, NAMES[found.kind]),
    el('p.fact-title', { dir: 'auto' }, title),
    el('dl', null, rows.map(([label, value]) => el('div', null,
      el('dt', null, label), el('dd', { dir: 'auto' }, value)))));
}
