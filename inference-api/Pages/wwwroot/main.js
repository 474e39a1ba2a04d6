// The page: the questions' and the models' parts, and the one that the address names.
import * as address from './address.js';
import * as api from './api.js';
import { askPage } from './ask-page.js';
import { announce, h } from './dom.js';
import { keyForm } from './key.js';
import { notServed, modelPage } from './model-page.js';

const content = document.getElementById('content');
const nav = document.getElementById('models');
const loadingPause = 1000;
const asking = 'ask';
let open = null;
let again;
let listing;
let turns = 0;

// Shows what the address names. Whoever goes on to another model meanwhile sees only that one.
async function start() {
  clearTimeout(again);
  clearTimeout(listing);
  const turn = ++turns;
  try {
    const models = await api.models();
    const { name, query } = address.read();
    if (name === '' || name === asking) {
      if (turn === turns) showAsking(models, query);
      return;
    }

    const chosen = models.find(model => model.name === name) ?? models.find(model => model.served_version !== null) ?? models[0];
    const model = chosen && await api.model(chosen.name);
    if (turn !== turns) return;
    // The model may have begun to answer after the list was written.
    showModels(models.map(one => one === chosen ? model : one), model);
    show(model, query);
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    if (turn === turns) showProblem(error);
  }
}

function showAsking(models, query) {
  open?.close();
  open = askPage(query);
  document.title = 'Ask about movies · Hitcast';
  showModels(models, null);
  content.replaceChildren(open.element);
}

function show(model, query) {
  open?.close();
  open = model?.manifest ? modelPage(model, query, start) : null;
  document.title = model ? `${model.title ?? model.name} · Hitcast` : 'Hitcast';
  content.replaceChildren(
    open ? open.element : model ? notServed(model) : h('p', { class: 'panel' }, 'No model has been published yet. As soon as one is, it appears here.'));
  if (!open) again = setTimeout(start, loadingPause);
}

function showProblem(problem) {
  open?.close();
  open = null;
  content.replaceChildren(h('div', { class: 'panel problem' },
    h('p', {}, problem.message),
    problem.status === 401 ? keyForm() : h('p', {}, h('button', { type: 'button', onclick: start }, 'Try again'))));
  announce(problem.message);
  if (problem.retrySeconds !== null) again = setTimeout(start, 1000 * problem.retrySeconds);
}

// A model that is still on its way gets its title when it answers.
function showModels(models, chosen) {
  const focused = nav.contains(document.activeElement);
  nav.replaceChildren(h('a', { href: `#${asking}`, 'aria-current': chosen === null && 'page' }, 'Ask about movies'), ...models.map(model => h('a', { href: `#${model.name}`, 'aria-current': model === chosen && 'page' }, model.title ?? model.name)));
  if (focused) nav.querySelector('[aria-current]')?.focus();
  if (models.some(isArriving)) listing = setTimeout(listAgain, loadingPause, chosen?.name);
}

const isArriving = model => model.served_version === null && model.versions.some(version => version.state === 'available');

async function listAgain(chosen) {
  const turn = turns;
  try {
    const models = await api.models();
    if (turn === turns) showModels(models, models.find(model => model.name === chosen) ?? null);
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
  }
}

// The fragment belongs to the model: the skip link moves the focus by itself.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  content.focus();
});
addEventListener('hashchange', start);
await start();
