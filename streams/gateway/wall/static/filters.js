/** What the reader wants to see: kept in the address of the page, sent to the API as it is. */

/**
 * @typedef {{[name: string]: string[]} & {q: string[]}} Filters values of one name are
 *     alternatives, names add up; ``q`` holds words and "phrases" that must be there, or with a
 *     minus must not
 */

/** Names as the API has them; ``q`` is only for searching. */
export const NAMES = ['desk', 'source', 'type', 'kind', 'topic', 'urgency', 'place', 'story', 'q'];
const OF_CONTENT = ['kind', 'topic', 'urgency', 'place', 'story'];

export const TYPES = ['published', 'revised', 'corrected', 'withdrawn', 'duplicated'];

/** @returns {Filters} */
export function none() {
  return /** @type {any} */ (Object.fromEntries(NAMES.map((name) => [name, []])));
}

/**
 * @param {string} query of the address
 * @returns {Filters}
 */
export function read(query) {
  const given = new URLSearchParams(query);
  const found = none();
  for (const name of NAMES) {
    if (name === 'q') found.q = words(given.getAll('q').join(' '));
    else found[name] = unique(given.getAll(name).flatMap((value) => value.split(',')));
  }
  found.type = found.type.filter((type) => TYPES.includes(type));
  found.urgency = found.urgency.filter((urgency) => /^[1-8]$/.test(urgency)).slice(-1);
  return found;
}

/**
 * @param {Filters} filters
 * @returns {URLSearchParams} what ``read`` reads
 */
export function write(filters) {
  const found = new URLSearchParams();
  for (const name of NAMES) {
    if (filters[name].length) found.set(name, filters[name].join(name === 'q' ? ' ' : ','));
  }
  return found;
}

/**
 * @param {Filters} filters
 * @returns {URLSearchParams} what a stream understands: all but words
 */
export function selection(filters) {
  const found = write(filters);
  found.delete('q');
  return found;
}

/**
 * @param {Filters} filters @param {number} limit @param {string} [cursor] to go on
 * @returns {URLSearchParams} what the search for events understands
 */
export function search(filters, limit, cursor = '') {
  const found = write(filters);
  found.set('limit', String(limit));
  if (cursor) found.set('cursor', cursor);
  return found;
}

/**
 * @param {Filters} filters @param {number} limit
 * @returns {URLSearchParams} what the search for stories understands
 */
export function ofStories({ desk, place }, limit) {
  const found = write({ ...none(), desk, place });
  found.set('limit', String(limit));
  return found;
}

/** @param {Filters} filters */
export function isEmpty(filters) {
  return NAMES.every((name) => filters[name].length === 0);
}

/**
 * Whether an event of an entry that is not on the page yet belongs there. The server's selection
 * lets through what may change an entry whose beginning it has not seen; so it is asked again here.
 * @param {Filters} filters
 * @param {any} event
 * @returns {boolean}
 */
export function wants(filters, event) {
  const type = event.type.split('.')[2];
  return among(filters.desk, event.desk)
    && among(filters.source, event.source)
    && among(filters.type, type)
    && (event.kind ? describes(filters, event) : !OF_CONTENT.some((name) => filters[name].length))
    && holds(filters.q, event);
}

/**
 * Whether a story belongs to what the page shows, as far as a story can tell.
 * @param {Filters} filters @param {any} story
 */
export function wantsStory(filters, story) {
  return among(filters.desk, story.desk)
    && among(filters.story, story.id)
    && meets(filters.source, story.sources)
    && meets(filters.place, story.places.flatMap((one) => [one.country, one.geonames_id]));
}

function describes(filters, event) {
  return among(filters.story, event.story)
    && among(filters.kind, event.kind)
    && (!filters.urgency.length || event.urgency <= Number(filters.urgency[0]))
    && meets(filters.topic, (event.topics ?? []).flatMap((one) => [one.code, one.code.slice(7), one.name]))
    && meets(filters.place, (event.places ?? []).flatMap((one) => [one.country, one.region, one.geonames_id]));
}

function holds(wanted, event) {
  if (!wanted.length) return true;
  const text = fold(`${event.headline ?? ''}\n${event.body ?? ''}`);
  return wanted.every((term) => {
    const unwanted = term.startsWith('-');
    const words = fold(term.replace(/["*]/g, '').slice(Number(unwanted)));
    return !words || text.includes(words) !== unwanted;
  });
}

/**
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return unique(text.match(/-?"[^"]*"|\S+/g) ?? []);
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function among(wanted, value) {
  return !wanted.length || wanted.includes(value);
}

function meets(wanted, names) {
  if (!wanted.length) return true;
  const known = new Set(names.filter((name) => name != null).map((name) => String(name).toLowerCase()));
  return wanted.some((one) => known.has(one.toLowerCase()));
}

function unique(values) {
  return [...new Set(values.map((value) => value.trim()).filter(Boolean))];
}
