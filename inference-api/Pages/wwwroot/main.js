// The page: which models there are, and the one that the address names.
import * as address from './address.js';
import * as api from './api.js';
import { h } from './dom.js';
import { keyForm } from './key.js';
import { notServed, modelPage } from './model-page.js';

const content = document.getElementById('content');
let open = null;

async function start() {
  try {
    const models = await api.models();
    const { name, query } = address.read();
    const chosen = models.find(model => model.name === name) ?? models.find(model => model.served_version !== null) ?? models[0];
    showModels(models, chosen);
    if (!chosen) return show('Hitcast', h('p', { class: 'panel' }, 'No model has been published yet. As soon as one is, it appears here.'));
    await openModel(chosen, query);
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    show('Hitcast', h('div', { class: 'panel problem', role: 'alert' },
      h('p', {}, error.message),
      error.status === 401 ? keyForm() : h('p', {}, h('button', { type: 'button', onclick: start }, 'Try again'))));
  }
}

async function openModel(chosen, query) {
  open?.close();
  open = null;
  const model = await api.model(chosen.name);
  if (!model.manifest) {
    show(chosen.title ?? chosen.name, notServed(model));
    if (model.versions.every(version => version.state !== 'refused')) setTimeout(start, 1000);
    return;
  }
  open = modelPage(model, query, start);
  show(model.title, open.element);
}

function showModels(models, chosen) {
  document.getElementById('models').replaceChildren(...models.map(model => h('a', {
    href: `#${model.name}`, 'aria-current': model === chosen && 'page',
  }, model.title ?? model.name)));
}

function show(title, element) {
  document.title = title === 'Hitcast' ? title : `${title} · Hitcast`;
  content.replaceChildren(element);
}

// The fragment belongs to the model: the skip link moves the focus by itself.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  content.focus();
});
addEventListener('hashchange', start);
await start();
