// The answer: the figure, its picture, what moved it, what is unusual, and how to ask again.
import { announce, h } from './dom.js';
import { keyForm } from './key.js';
import { chancePicture, contributionsPicture, intervalPicture } from './pictures.js';
import { number, percent, plural } from './words.js';

export function answerCard(manifest) {
  const body = h('div', { class: 'answer-body' });
  const element = h('section', { class: 'answer panel', 'aria-labelledby': 'answer' }, h('h2', { id: 'answer' }, 'Forecast'), body);
  const headline = manifest.task === 'classification' ? chance : amount;
  return {
    element,
    waiting: () => element.setAttribute('aria-busy', 'true'),

    // Gives back the answer in a sentence, and shorter still.
    show(reply, labelOf, command, comparison) {
      const { sentence, parts, short } = headline(manifest, reply);
      const open = [...body.querySelectorAll('details')].some(details => details.open);
      put(...parts, comparison, contributions(manifest, reply, labelOf), unusual(reply.unusual, labelOf), again(command, open));
      return { sentence, short };
    },

    showProblem(problem, elsewhere, inputs) {
      const atFields = Object.keys(problem.errors).filter(name => !elsewhere.some(([other]) => other === name));
      put(h('div', { class: 'problem' },
        h('p', { class: 'no-answer' }, atFields.length > 0 ? 'No answer yet' : problem.message),
        atFields.length > 0 && h('p', {}, 'Something is wrong with:'),
        h('ul', {}, atFields.map(name => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => inputs.focus(name) }, inputs.labelOf(name)), ` ${problem.errors[name].join(' ')}`))),
        h('ul', {}, elsewhere.map(([name, messages]) => h('li', {}, `${name} ${messages.join(' ')}`))),
        problem.retrySeconds !== null && h('p', {}, `Trying again in ${plural(problem.retrySeconds, 'second')}.`),
        problem.status === 401 && keyForm()));
    },
  };

  function put(...parts) {
    element.removeAttribute('aria-busy');
    body.replaceChildren(...parts.filter(Boolean));
  }
}

function amount(manifest, { prediction, lower, upper, level }) {
  const output = manifest.outputs.find(one => one.name === 'prediction');
  const width = output.maximum !== null && output.minimum !== null ? output.maximum - output.minimum : upper - lower;
  const [mean, low, high] = [prediction, lower, upper].map(value => number(value, width));
  const odds = `${Math.round(100 * level)} times out of 100`;
  return {
    short: `${mean} (${low} to ${high})`,
    sentence: `${output.meaning}: ${mean}, between ${low} and ${high}`,
    parts: [
      h('p', { class: 'meaning' }, output.meaning),
      h('p', { class: 'figure' }, h('strong', {}, mean), h('span', {}, ' ', output.unit ?? '')),
      intervalPicture({ prediction, lower, upper }, output, value => number(value, width)),
      h('p', { class: 'range' }, 'The true value should lie between ', h('b', {}, low), ' and ', h('b', {}, high), `, ${odds}.`),
    ],
  };
}

function chance(manifest, { probability, label }) {
  const [output, named] = ['probability', 'label'].map(name => manifest.outputs.find(one => one.name === name));
  const [no, yes] = named.values;
  return {
    short: `${percent(probability)}, ${label}`,
    sentence: `${output.meaning}: ${percent(probability)}, ${label}`,
    parts: [
      h('p', { class: 'meaning' }, output.meaning),
      h('p', { class: 'figure' }, h('strong', {}, percent(probability)), h('span', { class: label === yes ? 'verdict yes' : 'verdict no' }, label)),
      chancePicture(probability, manifest.threshold, named.values),
      h('p', { class: 'range' }, `Of 100 cases like this one, the model expects about ${Math.round(100 * probability)} to end as ‘${yes}’. From ${percent(manifest.threshold)} on it is called ‘${yes}’, below ‘${no}’.`),
    ],
  };
}

function unusual(list, labelOf) {
  return list.length > 0 && h('section', { class: 'unusual', 'aria-labelledby': 'unusual' },
    h('h3', { id: 'unusual' }, 'Unusual here'),
    h('p', { class: 'small' }, 'Rare in training, or never seen there. The rarer, the less the model knows.'),
    h('ul', {}, list.map(({ input, value, why }) => h('li', {}, h('b', {}, labelOf(input)), value !== null && ` ${value}`, h('span', {}, ` ${why}`)))));
}

function contributions(manifest, reply, labelOf) {
  return reply.contributions && h('section', { class: 'moved', 'aria-labelledby': 'moved' },
    h('h3', { id: 'moved' }, 'What moved it'),
    contributionsPicture(reply, labelOf),
    h('p', { class: 'small' }, scaleInWords(manifest.explanation.scale)));
}

const scaleInWords = scale => (/log-odds/i.test(scale)
  ? `In ${scale}: on this scale +0.7 doubles the odds, and −0.7 halves them.`
  : `In ${scale}.`);

function again(command, open) {
  const text = h('pre', { tabindex: '0', 'aria-label': 'curl command' }, h('code', {}, command));
  const copy = (what, textOf) => h('button', { type: 'button', onclick: event => copyText(event.currentTarget, what, textOf(), text) }, `Copy ${what}`);
  return h('div', { class: 'again' },
    copy('link', () => location.href),
    h('details', { open }, h('summary', {}, 'Ask the same with curl'), text, copy('command', () => command)));
}

async function copyText(button, what, copied, shown) {
  try {
    await navigator.clipboard.writeText(copied);
    announce(`The ${what} is copied.`);
    button.textContent = 'Copied';
  } catch {
    // Browsers give the clipboard to pages over HTTPS or from this machine only: then the text is marked, to be copied by hand.
    getSelection().selectAllChildren(shown);
    announce('The text is marked. Copy it by hand.');
  }
}
