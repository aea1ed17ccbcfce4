/** The address of the page: the filters in its query, the open story in its fragment. */

import { read, write } from './filters.js';

/** @returns {import('./filters.js').Filters} */
export function filtersHere() {
  return read(location.search);
}

/** @returns {string} id of the story; empty if none is open */
export function storyHere() {
  try {
    return decodeURIComponent(location.hash.match(/^#story=(.+)$/)?.[1] ?? '');
  } catch {
    return ''; // a fragment that was cut
  }
}

/** @param {import('./filters.js').Filters} filters */
export function putFilters(filters) {
  const query = write(filters).toString();
  history.pushState(null, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
}

/**
 * @param {string} id of the story; empty for none
 * @param {boolean} [instead] of the one before: going back passes it over
 */
export function putStory(id, instead = false) {
  const fragment = id ? `#story=${encodeURIComponent(id)}` : '';
  if (fragment === location.hash) return;
  const way = instead ? 'replaceState' : 'pushState';
  history[way](null, '', `${location.pathname}${location.search}${fragment}`);
}
