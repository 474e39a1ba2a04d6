// One model: how good it is, its form, the answer while one types.
import { accuracySection } from './accuracy.js';
import * as address from './address.js';
import { answerCard } from './answer.js';
import * as api from './api.js';
import { curl } from './curl.js';
import { announce, h, later } from './dom.js';
import { examples, form } from './form.js';
import { cardSection } from './card.js';
import { headers } from './key.js';
import { quality, trust } from './quality.js';
import { whatIf } from './what-if.js';

const typingPause = 250;

// Calls reload() when another version has begun to answer.
export function modelPage(model, query, reload) {
  const { manifest } = model;
  const answer = answerCard(manifest);
  const comparison = whatIf(manifest);
  const inputs = form(manifest, later(typingPause, () => { share(); ask(); }));
  const peek = h('button', { type: 'button', class: 'peek', onclick: () => answer.element.scrollIntoView({ block: 'start' }) });
  const seen = new IntersectionObserver(([entry]) => { peek.hidden = entry.isIntersecting; }, { rootMargin: '0px 0px -120px' });
  let asked = null;
  let again;

  const share = () => address.write(manifest.name, inputs.read().values);

  // A later question makes the answer to an earlier one stale: it is dropped.
  async function ask() {
    asked?.abort();
    clearTimeout(again);
    asked = new AbortController();
    const { signal } = asked;
    const { values, errors } = inputs.read();
    answer.waiting();
    try {
      if (Object.keys(errors).length > 0) throw new api.Problem('Some inputs cannot be read.', errors);
      const reply = await api.predict(manifest.name, values, signal);
      if (signal.aborted) return;
      if (reply.version !== manifest.version) reload();
      else showAnswer(reply, values);
    } catch (error) {
      if (error.name === 'AbortError' || signal.aborted) return;
      if (!(error instanceof api.Problem)) throw error;
      showProblem(error);
    }
  }

  function showAnswer(reply, values) {
    inputs.showErrors({});
    inputs.showUnusual(reply.unusual);
    const { sentence, short } = answer.show(reply, inputs.labelOf, commandFor(values), comparison.show(reply));
    peek.textContent = `${short} · see why`;
    announce(sentence);
  }

  const commandFor = values => curl(new URL(api.predictAddress(manifest.name), document.baseURI).href, values, 'X-Api-Key' in headers());

  function showProblem(problem) {
    const elsewhere = inputs.showErrors(problem.errors);
    inputs.showUnusual([]);
    answer.showProblem(problem, elsewhere, inputs);
    peek.textContent = 'No answer: see why';
    announce(`No answer. ${problem.message}`);
    if (problem.retrySeconds !== null) again = setTimeout(ask, 1000 * problem.retrySeconds);
  }

  function restart() {
    inputs.write(examples(manifest));
    comparison.restart();
    history.replaceState(null, '', `#${manifest.name}`);
    ask();
  }

  inputs.write(query ? address.valuesOf(query, manifest.inputs) : examples(manifest));
  seen.observe(answer.element);
  ask();
  return {
    element: h('div', { class: 'model' },
      h('div', { class: 'intro' }, h('h1', {}, manifest.title), h('p', { class: 'summary' }, manifest.summary), trust(manifest)),
      refused(model),
      h('div', { class: 'work' },
        h('section', { class: 'panel', 'aria-labelledby': 'inputs' },
          h('div', { class: 'panel-head' }, h('h2', { id: 'inputs' }, 'What is known'),
            h('button', { type: 'button', class: 'quiet', onclick: restart }, 'Back to the example')),
          h('p', { class: 'lead' }, 'An example is filled in. Change anything; leave empty what you do not know.'),
          inputs.element),
        answer.element),
      quality(manifest),
      accuracySection(manifest),
      cardSection(manifest),
      versions(model),
      peek),
    close() {
      asked?.abort();
      clearTimeout(again);
      seen.disconnect();
    },
  };
}

export const notServed = model => h('div', { class: 'model' },
  h('div', { class: 'intro' }, h('h1', {}, model.title ?? model.name)),
  model.versions.some(version => version.state === 'refused')
    ? refused(model)
    : h('p', { class: 'panel' }, 'The model is being checked and loaded. It appears here in a moment.'));

function refused({ versions: all, served_version: served }) {
  const bad = all.filter(version => version.state === 'refused');
  return bad.length > 0 && h('section', { class: 'refused panel', 'aria-label': 'Refused versions' },
    h('h2', {}, served ? `Version ${served} goes on answering` : 'No version can answer'),
    h('ul', {}, bad.map(version => h('li', {}, h('strong', {}, `Version ${version.version} was refused: `), version.reason))));
}

function versions({ name, versions: all, served_version: served }) {
  const say = ({ version, state }) => (version === served ? 'answers here' : { loaded: 'loaded', available: 'answers under its number', refused: 'refused' }[state]);
  return h('section', { class: 'versions', 'aria-labelledby': 'versions' },
    h('h2', { id: 'versions' }, 'Versions'),
    h('ul', {}, all.map(version => h('li', {},
      version.state === 'refused' ? `Version ${version.version}` : h('a', { href: api.cardAddress(name, version.version) }, `Version ${version.version}`),
      `: ${say(version)}`))));
}
