// The API key, where the server wants one: for this tab, and no longer.
import { h } from './dom.js';

const stored = 'api-key';

export const headers = () => (sessionStorage.getItem(stored) ? { 'X-Api-Key': sessionStorage.getItem(stored) } : {});

export function keyForm() {
  const key = h('input', { type: 'password', id: 'api-key', autocomplete: 'off' });
  return h('form', { class: 'key', onsubmit: use },
    h('label', { for: 'api-key' }, 'API key, kept until this tab is closed'), key, h('button', {}, 'Use this key'));

  function use(event) {
    event.preventDefault();
    sessionStorage.setItem(stored, key.value);
    location.reload();
  }
}
