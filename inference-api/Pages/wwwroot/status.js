// The operator's page: read again every few seconds, changed only where something is new.
import * as api from './api.js';
import { announce, h } from './dom.js';
import { keyForm } from './key.js';
import { parts } from './status-parts.js';

const pause = 5000;
const report = document.getElementById('report');
const trouble = document.getElementById('trouble');
const readAt = document.getElementById('read-at');
const replays = { pending: new Set(), last: null };
let latest = null;

async function refresh() {
  let again = true;
  try {
    if (!document.hidden || !latest) again = await read();
  } finally {
    if (again) setTimeout(refresh, pause);
  }
}

// False where reading again is of no use.
async function read() {
  try {
    latest = await api.status();
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    renew(trouble, h('div', { class: 'panel problem', role: 'alert' },
      h('p', {}, latest ? `${error.message} What stands below is from before.` : error.message), error.status === 401 && keyForm()));
    return error.status !== 401;
  }
  trouble.replaceChildren();
  readAt.textContent = `Read at ${latest.at.slice(11, 19)} UTC, and again every ${pause / 1000} seconds`;
  show();
  return true;
}

// A part that reads as before stays, with its focus and selection; where one with the focus is replaced, the focus goes to its successor.
function show() {
  const fresh = parts(latest, replays, replay);
  report.querySelector('noscript')?.remove();
  fresh.forEach((part, i) => {
    const old = report.children[i];
    if (!old) report.append(part);
    else if (!old.isEqualNode(part)) exchange(old, part);
  });
}

function exchange(old, part) {
  const focused = old.contains(document.activeElement) ? document.activeElement.id : null;
  old.replaceWith(part);
  if (focused === null) return;
  (focused && document.getElementById(focused) || part.querySelector('h2')).focus({ preventScroll: true });
}

const renew = (place, element) => { if (!place.firstChild?.isEqualNode(element)) place.replaceChildren(element); };

async function replay(name, key) {
  const id = `${name} ${key}`;
  if (replays.pending.has(id)) return;
  replays.pending.add(id);
  show();
  let text = `${key} was handed to ${name} again. It is gone from the list unless it fails as often again.`;
  let failed = false;
  try {
    await api.replay(name, key);
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    failed = true;
    text = `${key} does not run again: ${error.message}`;
  }
  replays.pending.delete(id);
  replays.last = { text, failed };
  announce(text);
  show();
  await read();
}

await refresh();
