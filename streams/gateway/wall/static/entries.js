/** Entries as they stand now: events go in, in any order and as often as they like. */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} order the higher, the nearer to the top
 * @property {number} seenAt when the page got it, in milliseconds since 1970
 * @property {any} event the last event of it; its text is dropped when it is withdrawn
 * @property {any[]} history what is known of its revisions: events without their text
 * @property {any[]} repeats ``duplicated`` events of other entries that repeat this one
 * @property {{full?: boolean, open?: boolean}} shown what the reader has unfolded
 */
/** @typedef {{op: 'add' | 'update' | 'remove', entry: Entry}} Step */

const MOST_REPEATS = 50;
const MOST_REVISIONS = 40;

/** @param {any} event */
export function typeOf(event) {
  return event.type.split('.')[2];
}

export class Entries {
  /** @type {Map<string, Entry>} */
  #known = new Map();
  /** Which entry another one is folded into. @type {Map<string, string>} */
  #folded = new Map();
  /** Repeats that stand alone, by the entry that they repeat. @type {Map<string, Set<string>>} */
  #waiting = new Map();
  #top = 0;
  #bottom = 0;

  get size() {
    return this.#known.size;
  }

  /** @param {string} id */
  get(id) {
    return this.#known.get(id);
  }

  /** @param {string} id of an entry that has a card, or is folded into one that has */
  has(id) {
    return this.#known.has(id) || this.#folded.has(id);
  }

  all() {
    return this.#known.values();
  }

  clear() {
    for (const map of [this.#known, this.#folded, this.#waiting]) map.clear();
    [this.#top, this.#bottom] = [0, 0];
  }

  /**
   * @param {any} event
   * @param {number} now
   * @param {boolean} [older] it goes to the bottom, if it is new
   * @returns {Step[]} what changed; nothing if it says nothing new
   */
  apply(event, now, older = false) {
    const type = typeOf(event);
    if (type === 'duplicated') return this.#repeat(event, now, older);
    const steps = this.#unfold(event);
    const known = this.#known.get(event.entry);
    if (!known) {
      if (type === 'withdrawn' && steps.length) return steps;
      return [...steps, ...this.#add(event, now, older)];
    }
    if (known.history.some((one) => one.id === event.id)) return steps;
    remember(known, event);
    if (event.revision > known.event.revision || typeOf(known.event) === 'duplicated') {
      const headline = event.headline ?? known.event.headline;
      known.event = type === 'withdrawn' ? { ...event, headline } : event;
      if (type === 'withdrawn') forget(known);
    }
    return [...steps, { op: 'update', entry: known }];
  }

  /**
   * Take an entry out; a later event of it is then one of an entry that is not known.
   * @param {string} id
   */
  remove(id) {
    const entry = this.#known.get(id);
    if (!entry) return;
    this.#known.delete(id);
    for (const repeat of entry.repeats) this.#folded.delete(repeat.entry);
    const original = entry.event.original?.entry;
    if (original) this.#waiting.get(original)?.delete(id);
    if (original && !this.#waiting.get(original)?.size) this.#waiting.delete(original);
  }

  #add(event, now, older) {
    const order = older ? (this.#bottom -= 1) : (this.#top += 1);
    const entry = {
      id: event.entry, order, seenAt: now, event, history: [], repeats: [], shown: {},
    };
    remember(entry, event);
    this.#known.set(entry.id, entry);
    /** @type {Step[]} */
    const steps = [{ op: 'add', entry }];
    for (const id of this.#waiting.get(entry.id) ?? []) {
      const alone = this.#known.get(id);
      this.#known.delete(id);
      steps.push({ op: 'remove', entry: alone });
      this.#fold(entry, alone.event);
    }
    this.#waiting.delete(entry.id);
    return steps;
  }

  /** @returns {Step[]} */
  #repeat(event, now, older) {
    const repeated = event.original.entry;
    const original = this.#known.get(this.#folded.get(repeated) ?? repeated);
    if (!original || original.id === event.entry) {
      if (this.has(event.entry)) return [];
      const waiting = this.#waiting.get(repeated) ?? new Set();
      this.#waiting.set(repeated, waiting.add(event.entry));
      return this.#add(event, now, older);
    }
    if (original.repeats.some((one) => one.id === event.id)) return [];
    /** @type {Step[]} */
    const steps = [];
    const alone = this.#known.get(event.entry);
    if (alone && event.revision > alone.event.revision) {
      this.remove(alone.id);
      steps.push({ op: 'remove', entry: alone });
    }
    this.#fold(original, event);
    return [...steps, { op: 'update', entry: original }];
  }

  #fold(original, event) {
    original.repeats = original.repeats.filter((one) => one.entry !== event.entry);
    original.repeats.push(event);
    this.#folded.set(event.entry, original.id);
    if (original.repeats.length > MOST_REPEATS) {
      this.#folded.delete(original.repeats.shift().entry);
    }
  }

  /**
   * What was a repeat and is told otherwise now leaves the entry that it was folded into.
   * @returns {Step[]}
   */
  #unfold(event) {
    const original = this.#known.get(this.#folded.get(event.entry) ?? '');
    if (!original) return [];
    const folded = original.repeats.find((one) => one.entry === event.entry);
    if (!folded || folded.revision >= event.revision) return [];
    original.repeats = original.repeats.filter((one) => one !== folded);
    this.#folded.delete(event.entry);
    return [{ op: 'update', entry: original }];
  }
}

function remember(entry, event) {
  const { id, type, revision, occurred_at, deltas, reason } = event;
  entry.history.push({ id, type, revision, occurred_at, deltas, reason });
  entry.history.sort((one, other) => one.revision - other.revision);
  if (entry.history.length > MOST_REVISIONS) entry.history.shift();
}

/** Nobody vouches for what it said: its words go, in the differences, too. */
function forget(entry) {
  entry.history = entry.history.map(({ deltas, ...rest }) => rest);
}
