/** On a phone one part of the page is shown at a time; elsewhere all of them are. */

/** @param {Iterable<Element>} buttons each says in ``data-shows`` the id of its part */
export function setUpTabs(buttons) {
  const all = /** @type {HTMLElement[]} */ ([...buttons]);
  const show = (id) => {
    document.body.dataset.shows = id;
    for (const button of all) {
      if (button.dataset.shows === id) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  };
  for (const button of all) {
    button.addEventListener('click', () => {
      show(button.dataset.shows);
      scrollTo(0, 0);
    });
  }
  show(all[0].dataset.shows);
  return { show };
}
