// One question and what becomes of it, each part shown as it comes.
import { dataTable } from './ask-table.js';
import { count, day, slotName, wordsOf } from './ask-words.js';
import { drawChart } from './chart.js';
import { announce, h } from './dom.js';
import { keyForm } from './key.js';

const stages = ['understood', 'sql', 'rows', 'answer'];
let turns = 0;

// Calls ask(question) with what is chosen instead.
export function askTurn(question, language, ask) {
  const id = `turn-${++turns}`;
  let say = wordsOf(language);
  const steps = new Map(stages.map(stage => [stage, h('li', {}, say[stage])]));
  const progress = h('ol', { class: 'steps', 'aria-label': say.working }, [...steps.values()]);
  const parts = Object.fromEntries(['by', 'sentence', 'choices', 'chart', 'data', 'sql', 'how'].map(name => [name, h('div', { class: `part-${name}` })]));
  const element = h('article', { class: 'turn panel', 'aria-labelledby': id, 'aria-busy': 'true', lang: language },
    h('h2', { id }, question), progress, Object.values(parts));
  const put = (part, ...children) => parts[part].replaceChildren(...children.flat().filter(Boolean));
  const show = { understood, sql, sent_back: sentBack, rows, answer };
  return {
    element,
    show(event) {
      show[event.name]?.(event.data);
      steps.get(event.name)?.classList.add('done');
    },

    showProblem(problem, retry) {
      end();
      put('sentence',
        h('p', { class: 'no-answer' }, problem.message),
        Object.entries(problem.errors).map(([field, messages]) => h('p', {}, `${field} ${messages.join(' ')}`)),
        problem.status === 401 ? keyForm() : h('button', { type: 'button', onclick: retry }, say.again));
      announce(`${say.failed}. ${problem.message}`);
    },
  };

  function speak(spoken) {
    say = wordsOf(spoken);
    language = spoken;
    element.lang = spoken;
    for (const [stage, step] of steps) step.textContent = say[stage];
  }

  function understood({ language: spoken, answered_by: by }) {
    speak(spoken);
    put('by', byLine(by), by.slots && slots(by.slots));
    announce(by.title);
  }

  function sql({ sql: text }) {
    put('sql', h('details', {}, h('summary', {}, say.showSql), code(text)));
  }

  function sentBack({ why }) {
    put('how', h('p', { class: 'small' }, `${say.sentBack}: ${why}`));
  }

  function rows(data) {
    put('chart', data.chart && data.chart.type !== 'table' && drawChart(data.chart));
    put('data', dataTable(data, language));
  }

  function answer(reply) {
    end();
    speak(reply.language);
    const { open } = parts.sql.querySelector('details') ?? {};
    put('by', reply.answered_by && byLine(reply.answered_by, reply.kept), reply.answered_by?.slots && slots(reply.answered_by.slots));
    put('sentence', h('p', { class: reply.status === 'answered' ? 'said' : 'said less' }, reply.answer));
    if (reply.columns.length > 0) rows(reply);
    if (reply.sql) {
      put('sql', h('details', { open }, h('summary', {}, say.showSql), code(reply.sql)));
    }

    put('how', how(reply));
    put('choices', choices(reply));
    announce(reply.answer);
  }

  function end() {
    element.removeAttribute('aria-busy');
    progress.remove();
  }

  function byLine(by, kept) {
    const name = by.way === 'verified' ? say.verified : [say.gemini, by.model, by.forecasts_by && `${by.forecasts_by.model} ${by.forecasts_by.version}`].filter(Boolean).join(' · ');
    return h('p', { class: 'by-line' }, h('span', { class: `way ${by.way}` }, name), ' ', by.title, kept && h('span', { class: 'small' }, ` (${say.kept})`));
  }

  function slots(all) {
    return all.length > 0 && h('dl', { class: 'slots', 'aria-label': say.slots }, all.map(({ name, text, value }) => h('div', {},
      h('dt', {}, slotName(name, language)), h('dd', {}, value, h('span', {}, text === null ? ` ${say.byDefault}` : text.toLowerCase() === value.toLowerCase() ? '' : ` “${text}”`)))));
  }

  function choices(reply) {
    const asks = reply.choices.map(choice => h('li', {}, h('button', { type: 'button', onclick: () => ask(choice) }, choice)));
    return [
      reply.unexplained.length > 0 && h('p', { class: 'small' }, `${say.unexplained}: `, reply.unexplained.map(word => `“${word}”`).join(', ')),
      asks.length > 0 && h('p', { class: 'lead' }, reply.status === 'counter_question' ? say.choices : say.nearest),
      asks.length > 0 && h('ul', { class: 'chips' }, asks),
    ];
  }

  function how({ verification, freshness, usage, status }) {
    const tokens = usage && usage.input_tokens + usage.output_tokens + usage.thought_tokens;
    return h('div', { class: 'small' },
      status === 'answered' && h('p', {}, h('b', {}, `${say.how}. `), verification.how),
      h('p', {}, freshLine(freshness, language), usage && ` · ${usage.model}: ${count(tokens, language)} ${say.tokens}, $${usage.cost_usd.toFixed(4)}`));
  }
}

export function freshLine({ movies, newest }, language) {
  const say = wordsOf(language);
  return `${say.fresh}: ${count(movies, language)} ${say.movies}` + (newest ? `, ${say.newest} ${day(newest, language)}` : '');
}

const code = text => h('pre', { tabindex: '0', 'aria-label': 'SQL' }, h('code', {}, text));
