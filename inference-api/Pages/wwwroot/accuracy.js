// Forecasts held against what came, once results exist.
import * as api from './api.js';
import { h, svg } from './dom.js';
import { percent, plain, plural } from './words.js';

// Empty until the server has answered, and for good where it does not say.
export function accuracySection({ name, outputs }) {
  const yes = outputs.find(output => output.values)?.values.at(-1);
  const element = h('div', { class: 'accuracy-place' });
  if (yes) api.accuracy(name).then(report => element.replaceChildren(section(report, yes)), () => {});
  return element;
}

const section = (report, yes) => h('section', { class: 'accuracy panel', 'aria-labelledby': 'accuracy' },
  h('h2', { id: 'accuracy' }, 'Held against what came'), content(report, yes));

function content({ reason, versions }, yes) {
  if (reason) return h('p', {}, `How its forecasts came out is not known here. ${reason}`);
  if (versions.length === 0) return h('p', {}, 'No forecasts have been kept yet that could be held against results.');
  const known = versions.filter(version => version.results > 0);
  return [
    versions.filter(version => version.results === 0).map(waiting),
    known.map(version => held(version, yes)),
    known.length > 0 && byMonth(known, yes),
    h('p', { class: 'small' }, 'Only the last forecast that a version made before a result was known counts.'),
  ].flat();
}

const waiting = ({ version, movies }) => h('p', {}, `Version ${version} has forecast ${plural(movies, 'movie')}. None of the results is known yet.`);

function held(version, yes) {
  const { results, auc, brier, mean_probability: said, success_rate: came } = version;
  return h('div', { class: 'held' },
    calibration(version, yes),
    h('div', {},
      h('h3', {}, `Version ${version.version}: ${plural(results, 'result')}`),
      h('p', {}, `It gave ‘${yes}’ a chance of ${percent(said)} on average, and ${percent(came)} ended as that.`),
      h('p', {}, auc === null
        ? 'All ended alike, so whether it can tell them apart is not known yet.'
        : `Shown one that ended as ‘${yes}’ and one that did not, it had told which is which ${Math.round(100 * auc)} times out of 100. Tossing a coin would do so 50 times.`),
      h('p', { class: 'small' }, [auc !== null && `AUC: ${plain(round(auc))}`, `Brier score: ${plain(round(brier))} (0 is perfect; always saying 50% gets 0.25)`].filter(Boolean).join(' · '))));
}

const round = value => Number(value.toPrecision(3));

// Each tenth of the chances as a dot, the larger the more results: on the line, what was said is what came.
function calibration({ calibration: bins, results, version }, yes) {
  const [size, edge] = [220, 30];
  const at = share => edge + share * (size - edge - 10);
  const words = bins.map(bin => `said ${percent(bin.mean_probability)}, came ${percent(bin.success_rate)} of ${bin.results}`).join('; ');
  return svg('svg', { class: 'calibration', viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': `Calibration of version ${version}: ${words}` },
    svg('line', { class: 'perfect', x1: at(0), y1: size - at(0), x2: at(1), y2: size - at(1) }),
    svg('path', { class: 'frame', d: `M${at(0)} ${size - at(1)}V${size - at(0)}H${at(1)}` }),
    bins.map(bin => svg('circle', { cx: at(bin.mean_probability), cy: size - at(bin.success_rate), r: 4 + 10 * Math.sqrt(bin.results / results) })),
    svg('text', { x: at(0.5), y: size - 8, 'text-anchor': 'middle' }, `chance said of ‘${yes}’`),
    svg('text', { x: -(size - at(0.5)), y: 18, 'text-anchor': 'middle', transform: 'rotate(-90)' }, 'share that came'));
}

function byMonth(versions, yes) {
  const rows = versions.flatMap(({ version, months }) => months.map(month => ({ version, ...month }))).sort((a, b) => b.month.localeCompare(a.month));
  const cell = value => h('td', { class: 'number' }, value ?? '–');
  return h('div', { class: 'scrolls', role: 'group', tabindex: '0', 'aria-label': 'Table: by month' },
    h('table', {},
      h('thead', {}, h('tr', {}, ['Results known in', 'Version', 'Results', `‘${yes}’ said`, `‘${yes}’ came`, 'AUC', 'Brier score'].map((title, i) =>
        h('th', { scope: 'col', class: i > 0 && 'number' }, title)))),
      h('tbody', {}, rows.map(row => h('tr', {}, h('td', {}, row.month), cell(row.version), cell(plain(row.results)),
        cell(percent(row.mean_probability)), cell(percent(row.success_rate)), cell(row.auc === null ? null : plain(round(row.auc))), cell(plain(round(row.brier))))))));
}
