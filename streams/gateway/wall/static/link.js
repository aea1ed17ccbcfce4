/** The connection to the gateway, and what the reader is told of it. */

import { Stream } from './stream.js';
import { duration } from './time.js';

const BEHIND_MS = 15_000;
const HIDDEN_MS = 10_000;
const SAID = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', behind: 'Behind' };

export class Link {
  #on;
  #place;
  /** @type {Stream[]} */
  #streams = [];
  /** @type {import('./stream.js').State[]} */
  #states = [];
  #delay = 0;
  #timer = 0;

  /**
   * @param {{onEvent: (event: any) => void, onStory: (event: any) => void, onReset: () => void,
   *     onRefused: () => Promise<boolean>, place: HTMLElement}} given
   */
  constructor({ place, ...on }) {
    this.#on = on;
    this.#place = place;
    document.addEventListener('visibilitychange', () => this.#spare());
  }

  /** @param {URLSearchParams} selection of events; of stories the desk counts alone */
  open(selection) {
    this.close();
    const desks = new URLSearchParams([...selection].filter(([name]) => name === 'desk'));
    this.#states = ['connecting', 'connecting'];
    this.#streams = [
      this.#stream(0, 'events', selection, this.#on.onEvent),
      this.#stream(1, 'stories', desks, this.#on.onStory),
    ];
  }

  close() {
    for (const stream of this.#streams) stream.close();
    this.#streams = [];
  }

  /** How long the last event took, in milliseconds. @param {number} ms */
  delay(ms) {
    this.#delay = ms;
    this.#show();
  }

  #stream(at, of, query, onEvent) {
    return new Stream(new URLSearchParams([['of', of], ...query]), {
      onEvent,
      onReset: this.#on.onReset,
      onRefused: this.#on.onRefused,
      onState: (state) => {
        this.#states[at] = state;
        this.#show();
      },
    });
  }

  /**
   * A browser has six connections to a gateway that speaks HTTP/1.1, for all tabs: one that nobody
   * looks at gives back that of the stories.
   */
  #spare() {
    clearTimeout(this.#timer);
    if (document.visibilityState === 'visible') this.#streams[1]?.reopen();
    else this.#timer = setTimeout(() => this.#streams[1]?.close(), HIDDEN_MS);
  }

  #show() {
    const states = this.#states;
    let state = ['reconnecting', 'connecting'].find((one) => states.includes(/** @type {any} */ (one))) ?? 'live';
    if (state === 'live' && this.#delay > BEHIND_MS) state = 'behind';
    // by whole minutes: what changes all the time would be read aloud all the time
    const far = state === 'behind' && this.#delay >= 60_000;
    const said = far ? `${SAID.behind} by ${duration(this.#delay)}` : SAID[state];
    if (this.#place.dataset.state === state && this.#place.textContent === said) return;
    this.#place.dataset.state = state;
    this.#place.textContent = said;
  }
}
