/** The help, and the way out for those who have logged in. */

import * as api from './api.js';
import { byId } from './dom.js';

/**
 * @param {() => void} onLogOut
 * @returns {() => void} shows it
 */
export function setUpHelp(onLogOut) {
  const [dialog, out] = [byId('help'), byId('log-out')];
  const show = async () => {
    dialog.showModal();
    out.hidden = await api.whoReads().catch(() => '-') === '-';
  };
  byId('help-button').addEventListener('click', show);
  out.addEventListener('click', async () => {
    await api.logOut();
    dialog.close();
    onLogOut();
  });
  return show;
}
