/** Light or dark: as the system says, until the reader says otherwise. */

const KEY = 'copydesk.theme';
const NEXT = { system: 'light', light: 'dark', dark: 'system' };
const SAID = { system: 'as the system', light: 'light', dark: 'dark' };

/** @param {HTMLButtonElement} button */
export function setUpTheme(button) {
  let theme = stored(KEY) ?? 'system';
  if (!(theme in NEXT)) theme = 'system';
  const show = () => {
    document.documentElement.dataset.theme = theme;
    button.setAttribute('aria-label', `Colours: ${SAID[theme]}`);
    button.title = `Colours: ${SAID[theme]}`;
    button.dataset.theme = theme;
  };
  button.addEventListener('click', () => {
    theme = NEXT[theme];
    store(KEY, theme);
    show();
  });
  show();
}

/** What the browser keeps for us; nothing where it may not. @param {string} key */
export function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function store(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing: it holds until the page is left
  }
}
