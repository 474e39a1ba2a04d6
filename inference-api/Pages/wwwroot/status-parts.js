// What the operator's page shows of a report, a panel a part.
import { h } from './dom.js';
import { percent, plural } from './words.js';

export const parts = (report, replays, replay) => [
  summary(report),
  catalogue(report),
  service(report),
  worker(report, replays, replay),
  models(report),
  questions(report),
  gemini(report),
];

function summary({ attention }) {
  if (attention.length === 0) return h('section', { class: 'panel wide well', 'aria-labelledby': 'attention' }, h('h2', { id: 'attention', tabindex: '-1' }, '✓ All is well'), h('p', {}, 'Nothing needs anybody.'));
  return h('section', { class: 'panel wide attention', 'aria-labelledby': 'attention' },
    h('h2', { id: 'attention', tabindex: '-1' }, `! ${plural(attention.length, 'thing needs', 'things need')} attention`),
    h('ul', {}, attention.map(({ part, sentence }) => h('li', {}, h('a', { href: `#${part}` }, titles[part]), `: ${sentence}`))));
}

const titles = { service: 'Service', catalogue: 'Catalogue', worker: 'Worker', models: 'Models', questions: 'Questions', gemini: 'Gemini' };

const panel = (report, part, wide, good, ...content) => {
  const count = report.attention.filter(item => item.part === part).length;
  return h('section', { class: `panel status-part ${wide ? 'wide' : ''}`, 'aria-labelledby': part },
    h('div', { class: 'panel-head' }, h('h2', { id: part, tabindex: '-1' }, titles[part]), count > 0 ? state('bad', 'needs attention') : good),
    content);
};

const state = (kind, text) => h('span', { class: `state ${kind}` }, text);

const facts = (...pairs) => h('dl', { class: 'facts-list' }, pairs.filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

function catalogue(report) {
  const { reason, movies, newest_fetched_at: newest, oldest_fetched_at: oldest, last_load: load, last_load_at: loaded, last_forecast_at: forecast } = report.catalogue;
  return panel(report, 'catalogue', false, state('good', 'fresh'), reason ? h('p', {}, reason) : facts(
    ['Movies', whole(movies)],
    ['Newest fetched', when(newest, report.at)],
    ['Oldest fetched', when(oldest, report.at)],
    ['Last load', load === null ? 'none' : [`number ${whole(load)}, `, when(loaded, report.at)]],
    ['Last forecast', forecast === null ? 'none' : when(forecast, report.at)]));
}

const service = report => panel(report, 'service', false, state('good', 'ready'),
  report.service.reasons.map(reason => h('p', {}, reason)),
  facts(['Runs for', span(report.service.uptime_seconds)], ['Started', moment(report.service.started_at)], ['Version', report.service.version.split('+')[0]],
    report.service.version.includes('+') && ['Commit', h('code', {}, report.service.version.split('+')[1].slice(0, 12))]));

function worker(report, replays, replay) {
  const { reason, functions } = report.worker;
  const setAside = functions.flatMap(({ name, set_aside: objects }) => objects.map(object => ({ name, ...object })));
  return panel(report, 'worker', true, state('good', 'at work'),
    reason ? h('p', {}, reason) : table('Functions', ['Function', 'Runs', 'Next run', 'Last run'], functions.map(one => [
      named(one.name), one.trigger, one.next_run ? h('time', { datetime: one.next_run }, moment(one.next_run)) : 'on arrival', outcome(one.last, report.at)])),
    replays.last && h('p', { class: 'said-of-replay' }, state(replays.last.failed ? 'bad' : 'good', replays.last.failed ? 'failed' : 'done'), ' ', replays.last.text),
    setAside.length > 0 && table('Set aside after too many failures', ['Object', 'Function', 'Why', 'Last tried', 'Again'], setAside.map(one => [
      one.key, named(one.name), [one.reason, h('span', { class: 'small' }, plural(one.attempts, 'attempt'))], when(one.due, report.at), again(one, replays, replay)])),
    !reason && setAside.length === 0 && h('p', { class: 'small' }, 'No object is set aside.'));
}

function again({ name, key }, replays, replay) {
  const pending = replays.pending.has(`${name} ${key}`);
  return h('button', { type: 'button', id: `again ${name} ${key}`.replaceAll(' ', '_'), 'aria-disabled': pending && 'true', 'aria-label': `Run again ${key}`, onclick: () => replay(name, key) },
    pending ? 'Asking …' : 'Run again');
}

const results = { Succeeded: ['good', 'succeeded'], Skipped: ['good', 'had nothing to do'], Failed: ['bad', 'failed'] };

function outcome(last, now) {
  if (!last) return state('idle', 'never run');
  return [state(...results[last.result] ?? ['idle', last.result.toLowerCase()]), ' ', when(last.at, now), last.summary && h('span', { class: 'small' }, last.summary)];
}

function models(report) {
  return panel(report, 'models', true, state('good', 'served'),
    report.models.length === 0 ? h('p', {}, 'No model has been published yet.') : table('Requests since the start', ['Model', 'Served', 'Requests', 'Errors', 'Against training'], report.models.map(one => [
      one.name,
      one.served_version === null ? state('bad', 'none') : `version ${one.served_version}`,
      whole(one.requests), errors(one), drift(one.drift)])),
    refused(report.models));
}

const errors = ({ requests, errors: types, error_rate: rate }) => (requests === 0 ? '–' : Object.keys(types).length === 0 ? 'none'
  : [percent(rate, rate < 0.1 ? 1 : 0), h('span', { class: 'small' }, Object.entries(types).map(([type, count]) => `${whole(count)} × ${type} ${fault(type)}`).join(', '))]);

const fault = type => (type.startsWith('5') ? '(here)' : '(caller)');

function drift(drift) {
  if (!drift) return '–';
  if (drift.drifted.length === 0) return drift.judgement === 'stable' ? [state('good', 'as in training'), rows(drift)] : [state('idle', drift.judgement), rows(drift)];
  return [state('bad', 'drifted'), ' ', drift.drifted.map(({ name, psi, judgement }) => `${name} (${psi === null ? judgement : `${judgement}, index ${psi.toFixed(2)}`})`).join(', '), rows(drift)];
}

const rows = drift => h('span', { class: 'small' }, `${whole(drift.rows)} ${drift.rows === 1 ? 'row' : 'rows'}`);

function refused(all) {
  const versions = all.flatMap(({ name, versions }) => versions.filter(version => version.state === 'refused').map(version => ({ name, ...version })));
  return versions.length > 0 && table('Refused versions', ['Model', 'Version', 'Why'], versions.map(one => [one.name, whole(one.version), one.reason]));
}

const ways = {
  verified: 'Verified', gemini: 'By Gemini', kept: 'Kept from before', declined: 'Declined', refused: 'Refused: no question, or too many', failed: 'Failed',
};

const questions = report => panel(report, 'questions', false, report.questions.asked === 0 ? state('idle', 'none yet') : state('good', 'answered'), facts(
  ['Asked since the start', whole(report.questions.asked)],
  ...Object.entries(report.questions.ways).map(([way, count]) => [ways[way] ?? way, whole(count)]),
  report.questions.error_rate !== null && ['Share that failed', percent(report.questions.error_rate, 1)]));

const dollars = value => `${value.toFixed(2)} USD`;

const gemini = report => panel(report, 'gemini', false, report.gemini.configured ? state('good', 'within budget') : state('idle', 'not configured'),
  report.gemini.configured
    ? facts(['Model', report.gemini.model], ['Spent today', dollars(report.gemini.spent_today)], ['Left today', dollars(report.gemini.left)], ['Daily budget', dollars(report.gemini.budget)])
    : h('p', {}, 'There is no key (Gemini:ApiKey): verified questions are answered, others declined.'));

// Every digit: a count is not rounded.
const whole = value => value.toLocaleString('en-GB');

const named = name => h('span', { class: 'name' }, name);

// On a narrow screen each cell says its column's title itself.
const table = (caption, columns, lines) => h('table', {},
  h('caption', {}, caption),
  h('thead', {}, h('tr', {}, columns.map(title => h('th', { scope: 'col' }, title)))),
  h('tbody', {}, lines.map(([first, ...others]) => h('tr', {}, h('th', { scope: 'row' }, first),
    others.map((value, i) => h('td', { 'data-title': columns[i + 1] }, ...[value].flat()))))));

const when = (iso, now) => (iso ? h('time', { datetime: iso, title: moment(iso) }, ago((Date.parse(now) - Date.parse(iso)) / 1000)) : 'unknown');

const moment = iso => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

const ago = seconds => (seconds < 60 ? 'within the last minute' : `${span(seconds)} ago`);

function span(seconds) {
  if (seconds < 60) return 'less than a minute';
  if (seconds < 3600) return plural(Math.floor(seconds / 60), 'minute');
  return seconds < 172800 ? plural(Math.floor(seconds / 3600), 'hour') : plural(Math.floor(seconds / 86400), 'day');
}
