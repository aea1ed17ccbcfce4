/** Single keys for those who read with the keyboard; they can be switched off. */

import { byId } from './dom.js';
import { store, stored } from './theme.js';

const KEY = 'copydesk.keys';
const TYPING = 'input, select, textarea, [contenteditable]';

/** @param {{[key: string]: () => void}} actions by key */
export function setUpKeys(actions) {
  const box = byId('keys-on');
  box.checked = stored(KEY) !== 'off';
  box.addEventListener('change', () => store(KEY, box.checked ? 'on' : 'off'));
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(target instanceof Element) || target.closest(TYPING)) return;
    if (document.querySelector('dialog[open]')) return;
    // on a button or a link Enter does what it always does
    if (key === 'Enter' && target.closest('button, a, summary')) return;
    const action = actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
