/** A few words for screen readers now and then, not each entry. */

const EVERY_MS = 20_000;

export class Announcer {
  #place;
  #count = 0;
  #latest = '';
  #timer = 0;
  #saidAt = -Infinity;

  /** @param {HTMLElement} place a polite live region */
  constructor(place) {
    this.#place = place;
  }

  /** @param {any} event of an entry that came in */
  entry(event) {
    this.#count += 1;
    if (event.headline) this.#latest = event.headline;
    const wait = Math.max(1_000, EVERY_MS - (performance.now() - this.#saidAt));
    this.#timer ||= setTimeout(() => this.#summary(), wait);
  }

  /** @param {string} text said at once */
  say(text) {
    this.#place.textContent = text;
  }

  #summary() {
    this.#timer = 0;
    this.#saidAt = performance.now();
    const entries = `${this.#count} new ${this.#count === 1 ? 'entry' : 'entries'}`;
    this.say(this.#latest ? `${entries}. Latest: ${this.#latest}` : entries);
    [this.#count, this.#latest] = [0, ''];
  }
}
