// The shapes of each type. Each answers its height, its elements, and the places that a pointer or an arrow key can reach.
import { svg } from './dom.js';
import { cut, dateTicks, roundTicks, scale, valueRange, widthOf, wrap } from './chart-scales.js';
import { placeOf, titleOf } from './chart-words.js';

const text = (x, y, words, name, anchor = 'start') => svg('text', { x, y, class: name, 'text-anchor': anchor }, words);
const line = (x1, y1, x2, y2, name) => svg('line', { x1, y1, x2, y2, class: name });
const colour = index => `series-${index % 6}`;

export function shapesOf(figure, width, say) {
  switch (figure.type) {
    case 'bar': case 'share': return lyingBars(figure, width, say);
    case 'column': case 'histogram': return standing(figure, width, say) ?? lyingBars(figure, width, say);
    case 'line': case 'area': return lines(figure, width, say);
    default: return points(figure, width, say);
  }
}

// The values of all series at one place.
const rowsAt = (figure, say, at, total) => figure.series.map((series, index) => ({ series, index, point: series.points.find(point => point.x === at.x) }))
  .filter(({ point }) => point)
  .map(({ series, index, point }) => ({
    name: series.name || titleOf(figure.y), index,
    value: point.y === null ? say.unknown : say.full(point.y) + (total ? ` · ${say.percent(point.y / total)}` : ''),
  }));

function lyingBars(figure, width, say) {
  const many = figure.series.length > 1;
  const total = figure.type === 'share' ? figure.series[0].points.reduce((sum, { y }) => sum + (y ?? 0), 0) : 0;
  const label = ({ y }) => (y === null ? '–' : total ? `${say.percent(y / total)} · ${say.compact(y)}` : say.compact(y));
  const names = figure.categories.map(name => wrap(name, width * .38, 13));
  const left = Math.max(...names.flat().map(name => widthOf(name) + 10));
  const all = figure.series.flatMap(({ points }) => points);
  const room = (points, least) => Math.max(least, ...points.map(point => widthOf(label(point), 12) + 10));
  const [low, high] = [Math.min(0, ...all.map(({ y }) => y ?? 0)), Math.max(0, ...all.map(({ y }) => y ?? 0))];
  const x = scale([low, high], [left + room(all.filter(({ y }) => y < 0), 0), width - room(all.filter(({ y }) => !(y < 0)), 4)]);
  const [thick, top] = [many ? 13 : 18, 26];
  const group = Math.max(figure.series.length * thick + 12, names.some(({ length }) => length > 1) ? 40 : 0);
  const shapes = [text(left - 10, 14, cut(titleOf(figure.x), left - 12, 12), 'axis-title', 'end'), text(left, 14, cut(titleOf(figure.y), width - left, 12), 'axis-title')];
  const places = figure.categories.map((name, row) => {
    const middle = top + (row + .5) * group;
    names[row].forEach((part, at, parts) => shapes.push(text(left - 10, middle + 4.5 + (at - (parts.length - 1) / 2) * 16, part, 'name', 'end')));
    figure.series.forEach(({ points }, index) => {
      const [y, value] = [middle + (index - figure.series.length / 2) * thick, points[row].y ?? 0];
      const bar = points[row].y !== null && svg('rect', { class: colour(index), x: Math.min(x(0), x(value)), y, width: Math.abs(x(value) - x(0)), height: many ? thick - 1.5 : thick });
      shapes.push(...[bar, text(x(value) + (value < 0 ? -6 : 6), y + thick / 2 + 4, label(points[row]), 'value', value < 0 ? 'end' : 'start')].filter(Boolean));
    });
    return { x: x(figure.series[0].points[row].y ?? 0), y: middle, title: name, rows: rowsAt(figure, say, { x: row }, total), mark: [svg('rect', { class: 'band', x: 0, y: middle - group / 2, width, height: group })] };
  });
  const height = top + group * figure.categories.length;
  return { height, shapes: [...shapes, line(x(0), top - 2, x(0), height, 'ground')], places, by: 'y' };
}

// The scale of the values with its lines, and how places and values become pixels.
function frame(figure, width, say, xs, values, right = 8) {
  const [top, height] = [34, Math.min(380, Math.max(200, width * .5))];
  const ticks = roundTicks(values, height / 46);
  const format = say.onAxis(Math.max(...values.map(Math.abs)));
  const left = Math.max(...ticks.map(tick => widthOf(format(tick), 12))) + 8;
  const [x, y] = [scale(xs, [left, width - right]), scale(values, [top + height, top])];
  const shapes = [
    text(0, 14, cut(titleOf(figure.y), width, 12), 'axis-title'),
    ...ticks.flatMap(tick => [line(left, y(tick), width - right, y(tick), 'grid'), text(left - 8, y(tick) + 4, format(tick), 'tick', 'end')]),
  ];
  const ground = values[0] <= 0 && values[1] >= 0 ? y(0) : top + height;
  return { x, y, left, top, bottom: top + height, right: width - right, shapes, ground, height: top + height + 46 };
}

function bottom(figure, pane, xs, say, labelled = null) {
  const most = Math.max(2, Math.floor((pane.right - pane.left) / 76));
  const ticks = labelled ?? (figure.x.kind === 'date' ? dateTicks(xs, most, say)
    : figure.x.kind === 'category' ? figure.categories.map((name, place) => [place, name]).filter(([place]) => place >= xs[0] && place <= xs[1])
      : roundTicks(xs, most, figure.x.kind === 'year').map(tick => [tick, figure.x.kind === 'year' ? String(tick) : say.onAxis(xs[1])(tick)]));
  let taken = -Infinity;
  const shown = ticks.filter(([place, name]) => {
    const half = widthOf(name, 12) / 2;
    const fits = pane.x(place) - half > taken + 6;
    if (fits) taken = pane.x(place) + half;
    return fits;
  });
  return [
    line(pane.left, pane.ground, pane.right, pane.ground, 'ground'),
    ...shown.map(([place, name]) => text(pane.x(place), pane.bottom + 18, name, 'tick', 'middle')),
    text((pane.left + pane.right) / 2, pane.bottom + 38, cut(titleOf(figure.x), pane.right - pane.left, 12), 'axis-title', 'middle'),
  ];
}

// Null where the names do not fit below the columns.
function standing(figure, width, say) {
  const named = figure.x.kind === 'category';
  if (named && figure.categories.some(name => widthOf(name, 12) > (width - 40) / figure.categories.length - 4)) return null;
  const all = figure.series.flatMap(({ points }) => points);
  const bins = figure.type === 'histogram';
  const at = [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b);
  const step = bins ? all[0].until - all[0].x : Math.min(...at.slice(1).map((value, index) => value - at[index]), named || at.length < 2 ? 1 : Infinity);
  const xs = named ? [-.5, figure.categories.length - .5] : bins ? [at[0], at.at(-1) + step] : [at[0] - step / 2, at.at(-1) + step / 2];
  const pane = frame(figure, width, say, xs, valueRange(all.map(({ y }) => y), true));
  const slot = pane.x(xs[0] + step) - pane.x(xs[0]);
  const thick = slot * (bins ? 1 : .7) / figure.series.length;
  const middle = place => pane.x(bins ? place + step / 2 : place);
  const bars = figure.series.flatMap(({ points }, index) => points.filter(({ y }) => y !== null).map(({ x, y }) => svg('rect', {
    class: colour(index), x: middle(x) + (index - figure.series.length / 2) * thick + .5, width: Math.max(1, thick - 1),
    y: Math.min(pane.y(y), pane.y(0)), height: Math.abs(pane.y(y) - pane.y(0)),
  })));
  const name = placeOf(figure, say);
  const labels = bins || named ? null : at.map(place => [place, name({ x: place })]);
  const fit = labels?.every(([, words]) => widthOf(words, 12) + 6 < slot) ? labels : null;
  return {
    height: pane.height, by: 'x', shapes: [...pane.shapes, ...bars, ...bottom(figure, pane, xs, say, fit)],
    places: at.map(place => {
      const point = all.find(({ x }) => x === place);
      return { x: middle(place), y: pane.y(point.y ?? 0), title: name(point), rows: rowsAt(figure, say, point), mark: [svg('rect', { class: 'band', x: middle(place) - slot / 2, y: pane.top, width: slot, height: pane.bottom - pane.top })] };
    }),
  };
}

function lines(figure, width, say) {
  const area = figure.type === 'area';
  const heights = new Map();
  const drawn = figure.series.map(({ points }) => points.map(({ x, y }) => {
    const floor = area ? heights.get(x) ?? 0 : 0;
    if (area) heights.set(x, floor + (y ?? 0));
    return { x, floor, y: y === null ? null : floor + y };
  }));
  const all = drawn.flat();
  const xs = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const pane = frame(figure, width, say, xs, valueRange(all.map(({ y }) => y), area), 12);
  const at = ({ x }, y) => `${pane.x(x).toFixed(1)} ${pane.y(y).toFixed(1)}`;
  const shapes = drawn.flatMap((points, index) => parts(points).flatMap(part => [
    area && svg('path', { class: `fill ${colour(index)}`, d: `M${part.map(point => at(point, point.y)).join('L')}L${part.toReversed().map(point => at(point, point.floor)).join('L')}Z` }),
    svg('path', { class: `line ${colour(index)}`, d: `M${part.map(point => at(point, point.y)).join('L')}` }),
    part.length === 1 && svg('circle', { class: colour(index), cx: pane.x(part[0].x), cy: pane.y(part[0].y), r: 3.5 }),
  ])).filter(Boolean);
  const name = placeOf(figure, say);
  const places = [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b).map(place => {
    const here = drawn.map((points, index) => ({ index, point: points.find(({ x }) => x === place) })).filter(({ point }) => point && point.y !== null);
    return {
      x: pane.x(place), y: Math.min(pane.bottom, ...here.map(({ point }) => pane.y(point.y))), title: name({ x: place }), rows: rowsAt(figure, say, { x: place }),
      mark: [line(pane.x(place), pane.top, pane.x(place), pane.bottom, 'guide'), ...here.map(({ index, point }) => svg('circle', { class: `dot ${colour(index)}`, cx: pane.x(place), cy: pane.y(point.y), r: 5 }))],
    };
  });
  return { height: pane.height, by: 'x', shapes: [...pane.shapes, ...shapes, ...bottom(figure, pane, xs, say)], places };
}

// An unknown value is a gap.
const parts = points => points.reduce((found, point, index) => {
  if (point.y === null) return found;
  if (index === 0 || points[index - 1].y === null) found.push([]);
  found.at(-1).push(point);
  return found;
}, []);

function points(figure, width, say) {
  const [{ points: all }] = figure.series;
  const xs = valueRange(all.map(({ x }) => x), false);
  const pane = frame(figure, width, say, xs, valueRange(all.map(({ y }) => y), false));
  return {
    height: pane.height, by: 'both', shapes: [...pane.shapes, ...all.map(({ x, y }) => svg('circle', { class: 'point series-0', cx: pane.x(x), cy: pane.y(y), r: all.length > 60 ? 3.5 : 5 })), ...bottom(figure, pane, xs, say)],
    places: all.toSorted((a, b) => a.x - b.x).map(({ x, y, name }) => ({
      x: pane.x(x), y: pane.y(y), title: name ?? '', mark: [svg('circle', { class: 'ring', cx: pane.x(x), cy: pane.y(y), r: 7 })],
      rows: [{ name: titleOf(figure.x), value: say.full(x) }, { name: titleOf(figure.y), value: say.full(y) }],
    })),
  };
}
