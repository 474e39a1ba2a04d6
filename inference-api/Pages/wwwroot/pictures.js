// Pictures of an answer. What they show is said in words as well.
import { h, svg } from './dom.js';
import { fixed, percent, plain, plural, signed } from './words.js';

const shown = 6;
const [width, left, right] = [400, 8, 392];

// The interval as a band on the output's scale, the prediction as a mark in it.
export function intervalPicture({ prediction, lower, upper }, output, say) {
  const margin = (upper - lower) / 2;
  const [low, high] = [output.minimum ?? lower - margin, output.maximum ?? upper + margin];
  const x = value => left + ((value - low) / (high - low || 1)) * (right - left);
  return picture(`${say(prediction)}, range ${say(lower)} to ${say(upper)}, on a scale from ${plain(low)} to ${plain(high)}`, 74,
    svg('rect', { class: 'axis', x: left, y: 30, width: right - left, height: 10, rx: 5 }),
    svg('rect', { class: 'band', x: x(lower), y: 26, width: Math.max(2, x(upper) - x(lower)), height: 18, rx: 9 }),
    svg('circle', { class: 'mark', cx: x(prediction), cy: 35, r: 10 }),
    [low, high].map(end => text(x(end), 68, plain(end), 'end', end === low ? 'start' : 'end')),
    labelsOf([[x(lower), say(lower)], [x(upper), say(upper)]]).map(([at, words]) => text(at, 16, words, 'bound')));
}

// The chance on a scale from 0 to 100%, and from where on the label changes.
export function chancePicture(probability, threshold, [no, yes]) {
  const x = share => left + share * (right - left);
  return picture(`${percent(probability)} on a scale from 0 to 100%; called ‘${yes}’ from ${percent(threshold)} on, below ‘${no}’`, 74,
    svg('rect', { class: 'axis', x: left, y: 30, width: right - left, height: 10, rx: 5 }),
    svg('rect', { class: 'band', x: left, y: 30, width: Math.max(10, x(probability) - left), height: 10, rx: 5 }),
    svg('line', { class: 'threshold', x1: x(threshold), x2: x(threshold), y1: 22, y2: 48 }),
    svg('circle', { class: 'mark', cx: x(probability), cy: 35, r: 10 }),
    text(left, 68, '0%', 'end', 'start'), text(right, 68, '100%', 'end', 'end'), text(x(threshold), 68, `‘${yes}’ from ${percent(threshold)}`, 'end'));
}

// Bars to both sides of the base value, the largest first, the rest summed.
export function contributionsPicture({ base_value: base, contributions }, labelOf) {
  const all = Object.entries(contributions).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const rest = all.slice(shown);
  const bars = all.slice(0, shown).map(([name, value]) => [labelOf(name), value]);
  if (rest.length === 1) bars.push([labelOf(rest[0][0]), rest[0][1]]);
  if (rest.length > 1) bars.push([plural(rest.length, 'other input'), sum(rest)]);
  const [down, up] = [Math.max(0, ...bars.map(([, value]) => -value)), Math.max(0, ...bars.map(([, value]) => value))];
  const span = Math.max(down + up, Number.MIN_VALUE);
  const scale = Math.max(down, up, Math.abs(base), 1);
  return h('div', { class: 'contributions' },
    end('Without knowing anything', fixed(base, scale)),
    h('ul', {}, bars.map(([name, value]) => h('li', {}, h('span', { class: 'name' }, name), bar(value / span, down / span), h('span', { class: 'value' }, signed(value, scale))))),
    end('With all of this', fixed(base + sum(all), scale)));
}

function bar(share, zero) {
  const [at, length] = [100 * zero, 100 * Math.abs(share)];
  return svg('svg', { class: 'bar', viewBox: '0 0 100 14', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: share < 0 ? 'down' : 'up', x: share < 0 ? at - length : at, y: 1, width: length, height: 12 }),
    svg('line', { class: 'centre', x1: at, x2: at, y1: 0, y2: 14 }));
}

const end = (words, value) => h('p', { class: 'end' }, h('span', {}, words), h('b', {}, value));

const sum = entries => entries.reduce((total, [, value]) => total + value, 0);

const picture = (words, height, ...shapes) => svg('svg', { class: 'picture', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words }, shapes.flat());

const text = (x, y, words, name, anchor = 'middle') => svg('text', { x, y, class: name, 'text-anchor': anchor }, words);

// Two labels that would touch move apart, and none leaves the picture.
function labelsOf([[x1, first], [x2, second]]) {
  const overlap = Math.max(0, 56 - (x2 - x1)) / 2;
  const within = x => Math.min(right - 14, Math.max(left + 14, x));
  return [[within(x1 - overlap), first], [within(x2 + overlap), second]];
}
