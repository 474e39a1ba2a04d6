// The API key, where the server wants one: for this tab, and no longer.
import { h } from './dom.js';

const stored = 'api-key';

// What a header can carry, and the server takes as a key.
const usable = /^[!-~]+$/;

export const headers = () => (sessionStorage.getItem(stored) ? { 'X-Api-Key': sessionStorage.getItem(stored) } : {});

export function keyForm() {
  const key = h('input', { type: 'password', id: 'api-key', autocomplete: 'off', 'aria-describedby': 'api-key-error' });
  const error = h('p', { class: 'error', id: 'api-key-error', role: 'alert' });
  return h('form', { class: 'key', onsubmit: use },
    h('label', { for: 'api-key' }, 'API key, kept until this tab is closed'), key, error, h('button', {}, 'Use this key'));

  function use(event) {
    event.preventDefault();
    const text = key.value.trim();
    if (!usable.test(text)) {
      error.textContent = 'A key has unaccented letters, digits and signs only, and no spaces. Copy it again.';
      key.setAttribute('aria-invalid', 'true');
      key.focus();
      return;
    }
    sessionStorage.setItem(stored, text);
    location.reload();
  }
}
