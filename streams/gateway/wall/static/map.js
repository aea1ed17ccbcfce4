/** The map of places, and the list that says the same. */

import { el, refill, svg } from './dom.js';
import { countryOf } from './facts.js';
import { typeOf } from './entries.js';

/**
 * @typedef {{id: string, name: string, country: string | undefined, feature: string | undefined,
 *     latitude: number | undefined, longitude: number | undefined, entries: number}} Place
 */

const LISTED = 12;
const LABELS = 5;
const CLOSEST = 260; // units of the picture: nearer, the outlines would be too coarse

/**
 * The places that entries name, those of most entries first. What is withdrawn counts no more.
 * @param {Iterable<import('./entries.js').Entry>} entries
 * @returns {Place[]}
 */
export function placesOf(entries) {
  const found = new Map();
  for (const { event } of entries) {
    if (typeOf(event) === 'withdrawn') continue;
    const named = new Map((event.places ?? []).map((place) => [place.geonames_id, place]));
    for (const [id, place] of named) {
      if (id == null) continue;
      const known = found.get(id);
      if (known) known.entries += 1;
      else found.set(id, { ...place, id: String(id), entries: 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.entries - a.entries || a.name.localeCompare(b.name));
}

/**
 * Natural Earth I, as the outlines are drawn: see ``tools/build_outlines.py``.
 * @param {number} longitude @param {number} latitude in degrees
 * @param {{width: number, top: number, scale: number}} sheet
 * @returns {[number, number]}
 */
export function project(longitude, latitude, { width, top, scale }) {
  const [x, y] = [longitude, latitude].map((degrees) => (degrees * Math.PI) / 180);
  const y2 = y * y;
  const y4 = y2 * y2;
  const across = 0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4));
  const up = 1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4));
  return [width / 2 + scale * x * across, top - scale * y * up];
}

export class PlaceMap {
  #picture;
  #list;
  #whole;
  #onChoose;
  #sheet = null;
  #dots = svg('g.dots');
  #labels = svg('g.labels');
  #isWhole = false;
  /** @type {[Place[], string[]]} */
  #last = [[], []];

  /**
   * @param {{picture: SVGElement, list: HTMLElement, whole: HTMLButtonElement,
   *     onChoose: (id: string) => void}} given
   */
  constructor({ picture, list, whole, onChoose }) {
    [this.#picture, this.#list, this.#whole, this.#onChoose] = [picture, list, whole, onChoose];
    new ResizeObserver(() => requestAnimationFrame(() => this.#again())).observe(picture);
    whole.addEventListener('click', () => {
      this.#isWhole = !this.#isWhole;
      whole.setAttribute('aria-pressed', String(this.#isWhole));
      this.#again();
    });
  }

  async load() {
    const sheet = await (await fetch('/wall/outlines.json')).json();
    this.#sheet = sheet;
    this.#picture.replaceChildren(
      svg('path.land', { d: sheet.land }), svg('path.borders', { d: sheet.borders }),
      this.#dots, this.#labels,
    );
    this.#again();
  }

  /**
   * @param {Place[]} places @param {string[]} chosen ids that the page is filtered by
   */
  render(places, chosen) {
    this.#last = [places, chosen];
    refill(this.#list, places.slice(0, LISTED).map((place) => this.#row(place, chosen)));
    if (!this.#sheet) return;
    const points = places
      .filter((place) => place.latitude != null && place.longitude != null)
      .map((place) => ({ place, at: project(place.longitude, place.latitude, this.#sheet) }));
    const view = this.#isWhole ? this.#all() : fit(points.map((point) => point.at), this.#all());
    this.#picture.setAttribute('viewBox', view.map((value) => value.toFixed(1)).join(' '));
    const unit = view[2] / (this.#picture.clientWidth || 300); // of a pixel: dots and labels keep their size
    this.#dots.replaceChildren(...points.toReversed().map(({ place, at: [x, y] }) => svg(
      `circle.dot${place.feature === 'A' ? '.is-area' : ''}${chosen.includes(place.id) ? '.is-chosen' : ''}`,
      {
        cx: x.toFixed(1), cy: y.toFixed(1), r: (unit * radius(place)).toFixed(2),
        'stroke-width': (unit * 1.2).toFixed(2), onclick: () => this.#onChoose(place.id),
      },
      svg('title', null, `${place.name}: ${counted(place)}`),
    )));
    this.#labels.replaceChildren(...labelled(points, unit, view));
  }

  #again() {
    const [places, chosen] = this.#last;
    this.render(places, chosen);
  }

  #all() {
    return [0, 0, this.#sheet.width, this.#sheet.height];
  }

  #row(place, chosen) {
    const land = countryOf(place);
    const isChosen = chosen.includes(place.id);
    return el('li', null, el('button.place', {
      type: 'button', 'aria-pressed': String(isChosen), data: { key: place.id },
      onclick: () => this.#onChoose(place.id),
    },
    el('span.place-name', { dir: 'auto' }, place.name),
    land && el('span.place-country', null, land),
    el('span.place-count', null, counted(place))));
  }
}

function counted(place) {
  return `${place.entries} ${place.entries === 1 ? 'entry' : 'entries'}`;
}

function radius(place) {
  return Math.min(14, 2.2 + 1.7 * Math.sqrt(place.entries));
}

/**
 * The part of the sheet that holds the points, in the sheet's own proportions.
 * @param {[number, number][]} points @param {number[]} sheet left, top, width, height
 */
function fit(points, [left, top, width, height]) {
  if (!points.length) return [left, top, width, height];
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [north, south] = [Math.min(...ys), Math.max(...ys)];
  const ratio = width / height;
  const across = Math.min(width, Math.max(CLOSEST, (east - west) * 1.3, (south - north) * 1.4 * ratio));
  const down = across / ratio;
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  return [
    within((west + east - across) / 2, width - across),
    within((north + south - down) / 2, height - down), across, down,
  ];
}

/**
 * Names of the first few places, where they do not lie on each other.
 * @param {{place: Place, at: [number, number]}[]} points @param {number} unit @param {number[]} view
 */
function labelled(points, unit, [left, , width]) {
  const taken = [];
  const found = [];
  for (const { place, at: [x, y] } of points) {
    if (found.length === LABELS) break;
    const long = place.name.length * unit * 6;
    const toTheLeft = x + long + unit * 12 > left + width;
    const start = toTheLeft ? x - long - unit * 8 : x + unit * (radius(place) + 3);
    const box = [start, y - unit * 7, start + long, y + unit * 7];
    if (start < left || taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) continue;
    taken.push(box);
    found.push(svg('text', {
      x: (toTheLeft ? start + long : start).toFixed(1), y: (y + unit * 3.6).toFixed(1),
      'font-size': (unit * 11).toFixed(2), 'stroke-width': (unit * 3).toFixed(2),
      'text-anchor': toTheLeft ? 'end' : 'start',
    }, place.name));
  }
  return found;
}
