/** The facts of an event: where the text says them, and what a reader wants to know of each. */

import { toUnits } from './spans.js';
import { range } from './time.js';

/**
 * @typedef {{kind: string, fact: any}} Found a fact with its kind: ``person``, ``place`` …
 */

const LISTS = [
  ['claim', 'claims'],
  ['quote', 'quotes'],
  ['action', 'actions'],
  ['organisation', 'organisations'],
  ['person', 'people'],
  ['place', 'places'],
  ['time', 'times'],
  ['number', 'quantities'],
];

export const KINDS = LISTS.map(([kind]) => kind);

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const NUMBERS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });
const BOUNDS = { 'at-least': 'at least', 'at-most': 'at most', about: 'about', exactly: '' };

/**
 * Every place in one text of an event where a fact is said, in UTF-16 units.
 * @param {any} event
 * @param {'headline' | 'body'} field
 * @returns {import('./spans.js').Mark<Found>[]}
 */
export function marksOf(event, field) {
  const unit = toUnits(event[field] ?? '');
  const marks = [];
  for (const [kind, list] of LISTS) {
    for (const fact of event[list] ?? []) {
      for (const span of spansOf(fact)) {
        if (span.field !== field) continue;
        marks.push({ start: unit(span.start), end: unit(span.end), value: { kind, fact } });
      }
    }
  }
  return marks;
}

function spansOf(fact) {
  const several = fact.mentions ?? fact.spans ?? [];
  return several.length ? several : [fact.evidence].filter(Boolean);
}

/**
 * @param {string | null | undefined} code ISO 3166-1 alpha-2
 * @returns {string}
 */
export function country(code) {
  try {
    return code ? COUNTRIES.of(code) : '';
  } catch {
    return code;
  }
}

/**
 * The country that a place lies in; nothing for a country itself.
 * @param {any} place
 */
export function countryOf({ name, country: code, region, feature }) {
  const land = country(code);
  return land === name || (feature === 'A' && !region) ? '' : land;
}

/**
 * @param {any} quantity of an event or figure of a story
 * @param {number} [value]
 * @returns {string} "at least 12", "53.8 %"
 */
export function amount(quantity, value = quantity.value) {
  const unit = quantity.unit === 'percent' ? '%' : quantity.unit;
  return [BOUNDS[quantity.bound] ?? quantity.bound, NUMBERS.format(value), unit]
    .filter(Boolean)
    .join(' ');
}

/**
 * What to say of a fact: a title, and rows of a label and a value.
 * @param {Found} found
 * @returns {{title: string, rows: [string, string][]}}
 */
export function explain({ kind, fact }) {
  const rows = [...(SAID[kind]?.(fact) ?? [])].filter(([, value]) => value);
  return {
    title: TITLES[kind]?.(fact) ?? fact.name ?? '',
    rows: [...rows, ['Rule', fact.rule], ['Confidence', `${Math.round(fact.confidence * 100)} %`]],
  };
}

const TITLES = {
  quote: (fact) => (fact.speaker ? `Quote of ${fact.speaker}` : 'Quote, speaker not told'),
  action: (fact) => `${fact.root}: ${fact.text}`,
  claim: (fact) => (fact.claimant ? `Claim by ${fact.claimant}` : 'Claim'),
  number: (fact) => amount(fact),
  time: (fact) => range(Date.parse(fact.start), Date.parse(fact.end)),
};

const SAID = {
  person: (fact) => [['Person', [fact.role, fact.affiliation].filter(Boolean).join(', ')]],
  organisation: (fact) => [
    ['Seat', country(fact.seat)],
    ['Meant', fact.metonym ? 'the government, not the place' : ''],
  ],
  place: (fact) => [
    ['Country', country(fact.country)],
    ['Region', fact.region],
    ['Position', position(fact)],
    ['GeoNames', fact.geonames_id == null ? 'not resolved' : String(fact.geonames_id)],
  ],
  quote: (fact) => [['Words', fact.directness], ['Verb', fact.cue]],
  action: (fact) => [
    ['Class', fact.quad], ['By', fact.source?.name], ['Towards', fact.target?.name],
    ['Place', fact.place], ['Status', fact.status],
  ],
  claim: (fact) => [['Status', fact.status], ['Reported by', fact.outlet]],
  number: (fact) => [['Counts', fact.counts], ['Casualties', fact.casualty]],
  time: (fact) => [['Text', fact.text]],
  topic: (fact) => [['Topic', fact.code]],
};

function position({ latitude, longitude }) {
  if (latitude == null || longitude == null) return '';
  const side = (value, plus, minus) => `${Math.abs(value).toFixed(2)}° ${value < 0 ? minus : plus}`;
  return `${side(latitude, 'N', 'S')}, ${side(longitude, 'E', 'W')}`;
}
