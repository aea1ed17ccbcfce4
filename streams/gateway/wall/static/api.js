/** The gateway's REST: JSON in, JSON out. */

const MOST_PAGES = 5;

export class LoginNeeded extends Error {}

/** What was asked for cannot be: asking again does not help. */
export class Refused extends Error {}

/** @param {string} path @param {URLSearchParams | null} [query] */
export async function get(path, query = null) {
  const asked = query && [...query].length ? `${path}?${query}` : path;
  return answer(await fetch(asked, { headers: { Accept: 'application/json' }, cache: 'no-store' }));
}

/** @param {URLSearchParams} query @returns {Promise<{events: any[], next?: string}>} newest first */
export async function events(query) {
  const found = await get('/v1/events', query);
  return { events: found.items.map((item) => item.event.data), next: found.next };
}

/** @param {string} entry @returns {Promise<any[]>} its events, oldest first */
export async function historyOf(entry) {
  return all(`/v1/entries/${encodeURIComponent(entry)}`);
}

/** @param {string} id @returns {Promise<any>} the story, or the one that goes on in its place */
export async function story(id) {
  return get(`/v1/stories/${encodeURIComponent(id)}`);
}

/** @param {string} id @returns {Promise<any[]>} its events, oldest first */
export async function timeline(id) {
  return all(`/v1/stories/${encodeURIComponent(id)}/events`);
}

/** @param {URLSearchParams} query @returns {Promise<any[]>} */
export async function stories(query) {
  const found = await get('/v1/stories', query);
  return found.items;
}

/** @returns {Promise<boolean>} whether the page may read */
export async function mayRead() {
  try {
    await get('/v1/session');
    return true;
  } catch (error) {
    if (error instanceof LoginNeeded) return false;
    throw error;
  }
}

/** @returns {Promise<string>} a name that stands for the reader's token; "-" where none is needed */
export async function whoReads() {
  return (await get('/v1/session')).client;
}

export async function logOut() {
  await answer(await fetch('/v1/session', { method: 'DELETE' }));
}

/** @param {string} token */
export async function logIn(token) {
  await answer(await fetch('/v1/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  }));
}

async function all(path) {
  const found = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) });
    const { items, next } = await get(path, query);
    found.push(...items.map((item) => item.event.data));
    if (!next) break;
    cursor = next;
  }
  return found;
}

async function answer(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  const said = problem.detail ?? `${response.status} ${response.statusText}`;
  if (response.status === 401) throw new LoginNeeded(said);
  throw [400, 403, 404, 410, 422].includes(response.status) ? new Refused(said) : new Error(said);
}
