/** How fast the news comes in, and how long it takes to get here: two small charts. */

import { svg } from './dom.js';
import { duration } from './time.js';

const MINUTE = 60_000;
const MINUTES = 30;
const LATEST = 60;
const [WIDTH, HEIGHT] = [150, 26];

export class Pulse {
  /** Entries of each of the last minutes, the present one last. @type {number[]} */
  #counts = new Array(MINUTES).fill(0);
  #minute = Math.floor(Date.now() / MINUTE);
  /** @type {number[]} */
  #delays = [];
  #rate;
  #delay;

  /** @param {{rate: HTMLElement, delay: HTMLElement}} places each with an output and an svg */
  constructor({ rate, delay }) {
    [this.#rate, this.#delay] = [rate, delay];
    this.render(Date.now());
  }

  /**
   * @param {number} now
   * @param {number | null} delay milliseconds since the event was recorded; null where unknown
   */
  beat(now, delay) {
    this.#advance(now);
    this.#counts[MINUTES - 1] += 1;
    if (delay === null) return;
    this.#delays.push(Math.max(0, delay));
    if (this.#delays.length > LATEST) this.#delays.shift();
  }

  /** How long the last one took, in milliseconds. */
  get latest() {
    return this.#delays.at(-1) ?? 0;
  }

  /** The median of what came last, in milliseconds; null before anything came. */
  get delay() {
    if (!this.#delays.length) return null;
    return [...this.#delays].sort((a, b) => a - b)[this.#delays.length >> 1];
  }

  /** @param {number} now */
  render(now) {
    this.#advance(now);
    const most = Math.max(4, ...this.#counts);
    const step = WIDTH / MINUTES;
    const bars = this.#counts.map((count, at) => {
      const height = count ? Math.max(1.5, (count / most) * HEIGHT) : 0.75;
      return svg(`rect${at === MINUTES - 1 ? '.is-now' : ''}`, {
        x: (at * step + 0.75).toFixed(2), y: (HEIGHT - height).toFixed(2),
        width: (step - 1.5).toFixed(2), height: height.toFixed(2),
      });
    });
    const last = this.#counts[MINUTES - 1] + this.#counts[MINUTES - 2];
    draw(this.#rate, `${Math.max(this.#counts[MINUTES - 2], this.#counts[MINUTES - 1])}/min`, bars,
      `Entries a minute over the last ${MINUTES} minutes; ${last} in the last two`);
    const { delay } = this;
    draw(this.#delay, delay === null ? '–' : duration(delay), this.#line(),
      delay === null ? 'No entry has come yet' : `Half of the last entries were here within ${duration(delay)}`);
  }

  #line() {
    if (this.#delays.length < 2) return [];
    // from a hundredth of a second to a minute, each factor of ten as high as the other
    const height = (ms) => HEIGHT - 2 - (HEIGHT - 4)
      * Math.min(1, Math.max(0, Math.log10(Math.max(ms, 1) / 10) / Math.log10(6000)));
    const step = (WIDTH - 4) / (LATEST - 1);
    const first = LATEST - this.#delays.length;
    const points = this.#delays.map((ms, at) => `${(2 + (first + at) * step).toFixed(1)},${height(ms).toFixed(1)}`);
    const [x, y] = points.at(-1).split(',');
    return [svg('polyline', { points: points.join(' ') }), svg('circle', { cx: x, cy: y, r: 2 })];
  }

  #advance(now) {
    const minute = Math.floor(now / MINUTE);
    const passed = Math.min(minute - this.#minute, MINUTES);
    if (passed <= 0) return;
    this.#counts = [...this.#counts.slice(passed), ...new Array(passed).fill(0)];
    this.#minute = minute;
  }
}

function draw(place, said, shapes, explained) {
  const [output, picture] = [place.querySelector('output'), place.querySelector('svg')];
  if (output.textContent !== said) output.textContent = said;
  picture.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  picture.replaceChildren(svg('title', null, explained), ...shapes);
}
