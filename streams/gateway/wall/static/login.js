/** The form that asks for a token, when the gateway wants one. */

import * as api from './api.js';
import { byId } from './dom.js';

/** Ask until a token is good. @returns {Promise<void>} */
export function askForToken() {
  const dialog = byId('login');
  const form = dialog.querySelector('form');
  const [input, said] = [byId('token'), byId('login-said')];
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    const submit = async (event) => {
      event.preventDefault();
      said.textContent = '';
      try {
        await api.logIn(input.value.trim());
      } catch (error) {
        said.textContent = error instanceof api.LoginNeeded ? 'This token is not known.' : error.message;
        input.select();
        return;
      }
      input.value = '';
      form.removeEventListener('submit', submit);
      dialog.removeEventListener('cancel', stay);
      dialog.close();
      resolve();
    };
    const stay = (event) => event.preventDefault(); // there is nothing to see behind it
    form.addEventListener('submit', submit);
    dialog.addEventListener('cancel', stay);
  });
}
