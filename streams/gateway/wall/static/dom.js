/** Elements, made without markup: whatever a text says, it stays text. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * An element with properties, attributes and children.
 * @param {string} tag with classes: ``p.standfirst``
 * @param {{[name: string]: any} | null} [given] ``on…`` listens, ``data`` fills the dataset,
 *     everything else is an attribute; null, undefined and false leave it out
 * @param {...(Child | Child[])} children strings become text
 * @returns {any}
 */
export function el(tag, given, ...children) {
  const [name, ...classes] = tag.split('.');
  return filled(document.createElement(name), classes, given, children);
}

/**
 * The same in SVG.
 * @param {string} tag
 * @param {{[name: string]: any} | null} [given]
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function svg(tag, given, ...children) {
  const [name, ...classes] = tag.split('.');
  return filled(document.createElementNS(SVG, name), classes, given, children);
}

function filled(element, classes, given, children) {
  if (classes.length) element.classList.add(...classes);
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

/** @returns {HTMLElement} text for screen readers only */
export function spoken(text) {
  return el('span.spoken', null, text);
}

/**
 * A link out of the page, or its text alone where the address is not of the web.
 * @param {string | null | undefined} address
 * @param {...Child} children
 */
export function outward(address, ...children) {
  const url = address ? parsed(address) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return el('span', null, ...children);
  return el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/**
 * Replace what is in a list; the focus stays on what has the same ``data-key``.
 * @param {HTMLElement} list @param {Node[]} children
 */
export function refill(list, children) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = list.contains(focused) ? focused.dataset.key ?? '' : null;
  list.replaceChildren(...children);
  if (key === null) return;
  const again = list.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? list.querySelector('button');
  /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
}

/** @param {string} id of an element that the page has */
export function byId(id) {
  return /** @type {any} */ (document.getElementById(id));
}
