/** Times as readers take them in: in their own zone, and as a distance from now. */

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const FULL = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit',
  minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});
const LONG_DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

/**
 * @param {number} then milliseconds since 1970
 * @param {number} now milliseconds since 1970
 * @returns {string} "just now", "12 min ago", "in 3 h"; empty beyond a week
 */
export function relative(then, now) {
  const distance = Math.abs(now - then);
  if (distance < MINUTE) return 'just now';
  if (distance >= 7 * DAY_MS) return '';
  let said;
  if (distance < HOUR) said = `${Math.floor(distance / MINUTE)} min`;
  else if (distance < DAY_MS) said = `${Math.floor(distance / HOUR)} h`;
  else said = `${Math.floor(distance / DAY_MS)} d`;
  return then > now ? `in ${said}` : `${said} ago`;
}

/**
 * @param {number} then
 * @param {number} now
 * @returns {string} the time of day; with the date where it is not today
 */
export function clock(then, now) {
  const time = CLOCK.format(then);
  if (sameDay(then, now)) return time;
  const day = new Date(then).getFullYear() === new Date(now).getFullYear() ? DAY : YEAR;
  return `${day.format(then)}, ${time}`;
}

/** @param {number} then */
export function full(then) {
  return FULL.format(then);
}

/** @param {number} then */
export function longDay(then) {
  return LONG_DAY.format(then);
}

/**
 * @param {number} start first instant meant
 * @param {number} end first instant no longer meant
 * @returns {string} as short as it can be said: a day, a time, or from when to when
 */
export function range(start, end) {
  if (end - start <= MINUTE) return `${YEAR.format(start)}, ${CLOCK.format(start)}`;
  const wholeDays = CLOCK.format(start) === '00:00' && CLOCK.format(end) === '00:00';
  const last = end - 1;
  if (wholeDays) {
    return sameDay(start, last) ? YEAR.format(start) : `${YEAR.format(start)} – ${YEAR.format(last)}`;
  }
  if (sameDay(start, last)) {
    return `${YEAR.format(start)}, ${CLOCK.format(start)}–${CLOCK.format(end)}`;
  }
  return `${YEAR.format(start)}, ${CLOCK.format(start)} – ${YEAR.format(end)}, ${CLOCK.format(end)}`;
}

/**
 * @param {number} ms
 * @returns {string} "40 ms", "1.4 s", "12 s", "3 min", "2 h"
 */
export function duration(ms) {
  if (ms < 995) return `${Math.round(ms / 10) * 10} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.round(ms / 1000)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  return `${Math.round(ms / HOUR)} h`;
}

function sameDay(one, other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
