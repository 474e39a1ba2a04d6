// The model card, fetched when somebody opens it.
import * as api from './api.js';
import { h } from './dom.js';

export function cardSection({ name, version }) {
  const place = h('div', { class: 'card' });
  const details = h('details', { class: 'card-section panel', ontoggle: load },
    h('summary', {}, h('h2', {}, 'Model card'), h('span', { class: 'small' }, 'All figures with their plots, where it fails, and who must not use it')),
    h('p', {}, h('a', { href: api.cardAddress(name, version) }, 'Open the card on a page of its own')),
    place);

  async function load() {
    if (!details.open || place.querySelector('h3')) return;
    place.replaceChildren('Loading …');
    try {
      place.replaceChildren(...nested(await api.cardOf(name, version)).children);
    } catch (error) {
      if (!(error instanceof api.Problem)) throw error;
      place.replaceChildren(h('p', { role: 'alert' }, `${error.message} Close and open the card to try again.`));
    }
  }

  return details;
}

// The card's title goes, since the page has one; its sections stand below the page's heading.
function nested(card) {
  card.querySelector('h1')?.remove();
  for (const heading of card.querySelectorAll('h2, h3')) {
    const lower = h(`h${Number(heading.tagName[1]) + 1}`, {});
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  return card;
}
