// The rows as a table, and where each comes from.
import * as api from './api.js';
import { cell, count, isNumber, moment, wordsOf } from './ask-words.js';
import { announce, h } from './dom.js';

const fewRows = 10;
let tables = 0;

export function dataTable({ columns, rows, truncated, evidence }, language) {
  const say = wordsOf(language);
  if (rows.length === 0) return h('p', {}, say.noRows);
  const id = `data-${++tables}`;
  const shown = columns.map((column, at) => ({ ...column, at })).filter(column => !(evidence.length > 0 && column.name === 'movie_id'));
  const title = shown.find(column => column.kind === 'text');
  const body = h('tbody', {});
  const add = some => some.forEach(row => body.append(rowOf(row, rows.indexOf(row))));
  const more = rows.length > fewRows && h('button', { type: 'button', onclick: showAll }, say.more(count(rows.length, language)));
  add(rows.slice(0, fewRows));
  return h('section', { class: 'data', 'aria-labelledby': id },
    h('h3', { id }, say.table),
    h('div', { class: 'scrolls', role: 'group', tabindex: '0', 'aria-labelledby': id },
      h('table', {},
        h('thead', {}, h('tr', {},
          shown.map(column => h('th', { scope: 'col', class: isNumber(column) && 'number' }, column.title, column.unit && h('span', { class: 'unit' }, ` ${column.unit}`))),
          evidence.length > 0 && h('th', { scope: 'col' }, say.source))),
        body)),
    more,
    truncated && h('p', { class: 'small' }, say.truncated));

  function rowOf(row, index) {
    const name = title ? cell(row[title.at], title, language) : `${say.row} ${index + 1}`;
    const line = h('tr', {}, shown.map(column => h('td', { class: isNumber(column) && 'number' }, cell(row[column.at], column, language))));
    if (evidence.length > 0) line.append(h('td', {}, evidence[index] && sourceButton(line, evidence[index], name)));
    return line;
  }

  function sourceButton(line, address, name) {
    const button = h('button', { type: 'button', class: 'link', 'aria-expanded': 'false', 'aria-label': say.sourceOf(name), onclick: toggle }, say.source);
    let below = null;
    return button;

    async function toggle() {
      below?.remove();
      const opens = button.getAttribute('aria-expanded') === 'false';
      button.setAttribute('aria-expanded', String(opens));
      const row = opens ? h('tr', { class: 'source' }) : null;
      below = row;
      row?.append(h('td', { colspan: shown.length + 1 }, await facts(address, language)));
      // It may have been closed meanwhile.
      if (row && below === row) line.after(row);
    }
  }

  function showAll() {
    const first = rows[fewRows];
    add(rows.slice(fewRows));
    more.remove();
    announce(`${say.row} ${rows.indexOf(first) + 1}–${rows.length}`);
  }
}

async function facts(address, language) {
  const say = wordsOf(language);
  try {
    const found = await api.evidence(address);
    const fact = (name, value) => value && h('div', {}, h('dt', {}, name), h('dd', {}, value));
    return h('dl', { class: 'facts' },
      fact(say.fetched, moment(found.fetched_at, language)),
      fact(say.object, found.line === null ? found.lake_object : `${found.lake_object}, ${say.line} ${found.line}`),
      fact(say.load, `${found.load}, ${say.loaded} ${moment(found.loaded_at, language)}`),
      found.forecast && fact(say.forecast, `${found.forecast.model} ${say.version} ${found.forecast.version}, ${moment(found.forecast.forecast_at, language)}`),
      found.gone && fact('', say.gone),
      fact('', h('a', { href: found.tmdb, rel: 'noreferrer' }, say.tmdb)));
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    return h('p', {}, error.message);
  }
}
