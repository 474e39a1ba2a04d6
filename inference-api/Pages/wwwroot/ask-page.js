// The ask box, examples, and the dialogue below.
import * as api from './api.js';
import { askTurn, freshLine } from './ask-turn.js';
import { wordsOf } from './ask-words.js';
import { h } from './dom.js';

const mostCharacters = 1000;
const mostTurns = 6;
const retryPause = 3000;
let boxes = 0;

export function askPage(query) {
  const thread = h('div', { class: 'thread' });
  const examples = h('div', { class: 'examples' });
  const state = h('p', { class: 'small' });
  const first = box('Your question', 'Top 10 comedies by revenue', 'Ask', 'en', question => begin(question));
  const on = h('div', { class: 'follow-up' });
  let turns = [];
  let asked = null;
  let again;

  // A new dialogue.
  function begin(question) {
    turns = [];
    thread.replaceChildren();
    history.replaceState(null, '', `#ask?${new URLSearchParams({ question })}`);
    first.write(question);
    ask(question);
  }

  // What is asked while an answer is still coming takes its place.
  async function ask(question) {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const turn = askTurn(question, turns.at(-1)?.language ?? 'en', ask);
    on.replaceChildren();
    thread.append(turn.element);
    turn.element.scrollIntoView({ block: 'nearest' });
    try {
      for await (const event of api.ask({ question, turns: turns.map(({ language, ...sent }) => sent).slice(-mostTurns) }, signal)) {
        turn.show(event);
        if (event.name === 'answer') goOn(question, event.data);
      }
    } catch (error) {
      if (error.name === 'AbortError' || signal.aborted) {
        turn.element.remove();
        return;
      }
      if (!(error instanceof api.Problem)) throw error;
      turn.showProblem(error, () => { turn.element.remove(); ask(question); });
    }
  }

  function goOn(question, { answer, sql, language }) {
    turns.push({ question, sql, answer, language });
    const say = wordsOf(language);
    on.replaceChildren(box(say.followUp, say.followUpHint, say.ask, language, ask).element);
  }

  async function learn() {
    try {
      const { examples: all, freshness, trouble } = await api.questions();
      examples.replaceChildren(...['en', 'es'].map(language => chips(all[language], language)).filter(Boolean));
      state.textContent = trouble ?? freshLine(freshness, 'en');
      state.classList.toggle('trouble', trouble !== null);
      if (trouble) again = setTimeout(learn, retryPause);
    } catch (error) {
      if (!(error instanceof api.Problem)) throw error;
      state.textContent = error.message;
      again = setTimeout(learn, retryPause);
    }
  }

  function chips(questions, language) {
    return questions.length > 0 && h('ul', { class: 'chips', lang: language, 'aria-label': language === 'es' ? 'Ejemplos' : 'Examples' },
      questions.map(question => h('li', {}, h('button', { type: 'button', onclick: () => begin(question) }, question))));
  }

  learn();
  if (query?.get('question')) begin(query.get('question'));
  return {
    element: h('div', { class: 'ask' },
      h('div', { class: 'intro' },
        h('h1', {}, 'Ask about movies'),
        h('p', { class: 'summary' }, 'In English, ', h('span', { lang: 'es' }, 'o en español'), '. Every answer shows its SQL, its rows, and where each of them comes from.')),
      h('div', { class: 'panel asking' }, first.element, examples, state),
      thread, on),
    close() {
      asked?.abort();
      clearTimeout(again);
    },
  };
}

function box(label, hint, button, language, ask) {
  const id = `ask-${++boxes}`;
  const input = h('input', { type: 'text', id, name: 'question', maxlength: mostCharacters, placeholder: hint, autocomplete: 'off', required: true });
  return {
    element: h('form', { class: 'box', lang: language, onsubmit: send }, h('label', { for: id }, label), h('div', { class: 'line' }, input, h('button', { class: 'main' }, button))),
    write(question) { input.value = question; },
  };

  function send(event) {
    event.preventDefault();
    if (input.value.trim()) ask(input.value.trim());
  }
}
