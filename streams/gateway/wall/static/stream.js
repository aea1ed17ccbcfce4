/**
 * A stream of the gateway. The browser itself reconnects and says with Last-Event-ID where it was;
 * where it gives up (a proxy answers 502, the login has ended), we begin again from that place.
 */

const TYPES = [
  'copydesk.entry.published.v1', 'copydesk.entry.revised.v1', 'copydesk.entry.corrected.v1',
  'copydesk.entry.withdrawn.v1', 'copydesk.entry.duplicated.v1', 'copydesk.story.updated.v1',
];
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 20_000];

/** @typedef {'connecting' | 'live' | 'reconnecting'} State */

export class Stream {
  #query;
  #heard;
  /** @type {EventSource | null} */
  #source = null;
  #cursor = '';
  #failures = 0;
  #timer = 0;
  #began = false;

  /**
   * @param {URLSearchParams} query with ``of``, and a selection
   * @param {{onEvent: (event: any) => void, onReset: () => void,
   *     onState: (state: State) => void, onRefused: () => Promise<boolean>}} heard ``onRefused`` says
   *     whether it makes sense to try again
   */
  constructor(query, heard) {
    this.#query = query;
    this.#heard = heard;
    heard.onState('connecting');
    this.#open();
  }

  /** Begin again where it was, after ``close``. */
  reopen() {
    if (!this.#source) this.#open();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    const query = new URLSearchParams(this.#query);
    query.set('from', this.#cursor || 'now');
    const mayMiss = this.#began && !this.#cursor;
    const source = new EventSource(`/v1/stream?${query}`);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#heard.onState('live');
      if (mayMiss) this.#heard.onReset();
      this.#began = true;
    };
    source.onerror = () => this.#failed(source);
    for (const type of TYPES) {
      source.addEventListener(type, (message) => {
        this.#cursor = message.lastEventId || this.#cursor;
        this.#heard.onEvent(JSON.parse(message.data));
      });
    }
    source.addEventListener('reset', (message) => {
      this.#cursor = message.lastEventId || '';
      this.#heard.onReset();
    });
  }

  async #failed(source) {
    if (source !== this.#source) return;
    this.#heard.onState('reconnecting');
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    const wait = AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length - 1)];
    this.#failures += 1;
    const again = await this.#heard.onRefused();
    if (again && source === this.#source) this.#timer = setTimeout(() => this.#open(), wait);
  }
}
