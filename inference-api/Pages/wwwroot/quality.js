// How good a model is, for people who have never heard of the figure.
import { h } from './dom.js';
import { cardAddress } from './api.js';
import { date, number, percent, plain, plural } from './words.js';

// Known figures by the beginning of their names: what one says, and how far it is from guessing (0) to perfect (1).
const figures = [
  {
    name: /^r(²|2)/i,
    skill: value => value,
    say: value => `It accounts for ${percent(value)} of what makes one case differ from another. Perfect would be 100%; always guessing the average gets 0%.`,
  },
  {
    name: /\bauc\b/i,
    skill: value => 2 * value - 1,
    say: (value, manifest) => {
      const [no, yes] = manifest.outputs.find(output => output.values)?.values ?? ['the one', 'the other'];
      return `Shown one case that ended as ‘${yes}’ and one that ended as ‘${no}’, it tells which is which ${Math.round(100 * value)} times out of 100. Tossing a coin would do so 50 times.`;
    },
  },
  { name: /mean absolute error|\bmae\b/i, say: (value, manifest) => `On average it is off by ${number(value)} ${manifest.outputs[0].unit ?? ''}.` },
  { name: /root mean squared|\brmse\b/i, say: (value, manifest) => `It is typically off by ${number(value)} ${manifest.outputs[0].unit ?? ''}; large misses count more.` },
  { name: /accuracy/i, say: value => `It is right in ${Math.round(100 * value)} of 100 cases.` },
  { name: /brier/i, say: value => `Its chances are off by ${plain(value)}, as a mean of squares. 0 is perfect; always saying 50% gets 0.25.` },
];

export function quality(manifest) {
  return h('section', { class: 'quality panel', 'aria-labelledby': 'quality' },
    h('h2', { id: 'quality', tabindex: '-1' }, 'How good is it?'),
    h('div', { class: 'facts' }, skill(manifest), interval(manifest), learnt(manifest), limits(manifest)));
}

// The primary figure in a sentence, for the top of the page.
export const trust = manifest => h('div', { class: 'trust' },
  skillMeter(manifest), h('p', {}, `Tested on cases it had never seen: ${lower(sentence(manifest))} `, h('button', { type: 'button', class: 'link', onclick: showAll }, 'More on how good it is')));

function showAll() {
  const heading = document.getElementById('quality');
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
}

const lower = text => text[0].toLowerCase() + text.slice(1);

const knownFigure = ({ metrics }) => figures.find(figure => figure.name.test(metrics.primary.name));

function sentence(manifest) {
  const { value, greater_is_better: greater } = manifest.metrics.primary;
  return knownFigure(manifest)?.say(value, manifest) ?? `It scores ${plain(value)}; ${greater ? 'more' : 'less'} is better.`;
}

function skillMeter(manifest) {
  const skill = knownFigure(manifest)?.skill;
  return skill && meter(skill(manifest.metrics.primary.value));
}

function skill(manifest) {
  const { name, value } = manifest.metrics.primary;
  return fact('Tested on cases it had never seen',
    skillMeter(manifest),
    h('p', {}, sentence(manifest)),
    h('p', { class: 'small' }, `${name}: ${plain(Number(value.toPrecision(3)))}`),
    h('details', { class: 'small' }, h('summary', {}, 'How the test cases were kept apart'), h('p', {}, manifest.metrics.split)));
}

function meter(skill) {
  const filled = h('span', {});
  filled.style.width = percent(Math.min(1, Math.max(0, skill)), 1);
  return h('div', { class: 'meter', 'aria-hidden': 'true' },
    h('div', { class: 'track' }, filled), h('div', { class: 'ends' }, h('span', {}, 'guessing'), h('span', {}, 'perfect')));
}

function interval(manifest) {
  if (!manifest.interval) return null;
  const { level, coverage } = manifest.interval;
  return fact('It says how sure it is',
    h('p', {}, `Every answer comes with a range meant to hold the true value in ${Math.round(100 * level)} of 100 cases. On cases it had never seen, the range held it in:`),
    h('dl', { class: 'coverage' }, Object.entries(coverage).map(([group, share]) =>
      h('div', {}, h('dt', {}, group), h('dd', {}, `${Math.round(100 * share)} of 100`)))));
}

function learnt({ training_data: data }) {
  const rows = data.files.reduce((sum, file) => sum + file.rows, 0);
  return fact('What it has learnt from',
    h('p', {}, `${plural(rows, 'row')} of data`, data.period && ` from ${date(data.period[0])} to ${date(data.period[1])}. What came later it does not know`, '.'),
    h('p', { class: 'small' }, data.source),
    h('details', { class: 'small' }, h('summary', {}, 'Terms of the data'), h('p', {}, data.terms)));
}

function limits({ name, version }) {
  return fact('What it must not be used for',
    h('p', {}, 'A forecast carries the past forward, with all of its bias. It does not prove causes, and must not decide alone.'),
    h('p', {}, h('a', { href: `${cardAddress(name, version)}#limits` }, 'Read what this model must not be used for')));
}

const fact = (title, ...content) => h('div', { class: 'fact' }, h('h3', {}, title), content);
