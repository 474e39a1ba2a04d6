// A chart to look at, to point at, to walk through by keyboard and to read as a table. All text is set as text.
import { h, svg } from './dom.js';
import { shapesOf } from './chart-shapes.js';
import { placeOf, speech, titleOf } from './chart-words.js';

// figure: as the server writes it (Charts/ChartFigure.cs). Answers a <figure>, which draws itself anew when its width changes.
export function drawChart(figure) {
  const say = speech(figure.language);
  const caption = h('figcaption', {}, figure.title);
  const notes = figure.notes.length > 0 && h('ul', { class: 'chart-notes' }, figure.notes.map(note => h('li', {}, note)));
  if (figure.type === 'table') {
    const { columns, rows } = figure.cells;
    const alone = columns.length === 1 && rows.length === 1;
    return h('figure', { class: 'chart', lang: figure.language }, caption,
      alone ? h('p', { class: 'chart-number' }, h('strong', {}, rows[0][0] || '–'), h('span', {}, columns[0].title))
        : table(figure.title, columns, rows), notes);
  }
  const picture = pictureOf(figure, say);
  return h('figure', { class: 'chart', lang: figure.language }, caption, legend(figure), picture, notes,
    h('details', { class: 'chart-data' }, h('summary', {}, say.data), dataTable(figure, say)));
}

const legend = ({ series }) => series.length > 1 && h('ul', { class: 'chart-legend' },
  series.map(({ name }, index) => h('li', {}, svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('rect', { class: `series-${index % 6}`, width: 10, height: 10, rx: 2 })), name)));

function pictureOf(figure, say) {
  const layer = svg('g', { class: 'marks' });
  const drawing = svg('svg', { role: 'img', tabindex: 0, 'aria-label': `${figure.title}. ${say.keys}` });
  const tip = h('div', { class: 'chart-tip', role: 'status' });
  const picture = h('div', { class: 'chart-picture' }, drawing, tip);
  let drawn = { places: [], by: 'x', width: 0 };
  let active = -1;

  function show(index) {
    active = index;
    const place = drawn.places[index];
    layer.replaceChildren(...place?.mark ?? []);
    tip.replaceChildren(...place ? [h('b', {}, place.title), ...place.rows.map(({ name, value, index: series }) => h('span', {},
      series !== undefined && place.rows.length > 1 && svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('rect', { class: `series-${series % 6}`, width: 10, height: 10, rx: 2 })), `${name}: `, h('b', {}, value)))] : []);
    if (!place) return;
    const [{ width }, { offsetWidth, offsetHeight }] = [drawn, tip];
    const left = place.x + 14 + offsetWidth <= width ? place.x + 14 : Math.max(0, place.x - 14 - offsetWidth);
    tip.style.translate = `${left}px ${Math.max(0, place.y - offsetHeight - 8)}px`;
  }

  function nearest({ clientX, clientY }) {
    const box = drawing.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    const far = place => (drawn.by === 'y' ? 0 : Math.abs(place.x - x)) + (drawn.by === 'x' ? 0 : Math.abs(place.y - y));
    return drawn.places.reduce((best, place, index) => (best < 0 || far(place) < far(drawn.places[best]) ? index : best), -1);
  }

  const last = () => drawn.places.length - 1;
  const moves = { ArrowRight: () => active + 1, ArrowDown: () => active + 1, ArrowLeft: () => active - 1, ArrowUp: () => active - 1, Home: () => 0, End: last };
  drawing.addEventListener('keydown', event => {
    if (event.key === 'Escape') show(-1);
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    show(Math.min(last(), Math.max(0, move())));
  });
  drawing.addEventListener('focus', () => { if (drawing.matches(':focus-visible')) show(Math.max(0, active)); });
  drawing.addEventListener('blur', () => show(-1));
  drawing.addEventListener('pointermove', event => show(nearest(event)));
  drawing.addEventListener('pointerdown', event => show(nearest(event)));
  drawing.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse') show(-1); });

  function draw(width) {
    if (width < 1 || width === drawn.width) return;
    drawn = { ...shapesOf(figure, width, say), width };
    drawing.setAttribute('viewBox', `0 0 ${width} ${drawn.height}`);
    drawing.setAttribute('height', drawn.height);
    drawing.replaceChildren(layer, ...drawn.shapes);
    show(active);
  }

  // In the next frame: what changes its own size while it is being observed is reported as an error.
  new ResizeObserver(([{ contentRect }]) => requestAnimationFrame(() => draw(Math.floor(contentRect.width)))).observe(picture);
  return picture;
}

// Names and values as the picture has them: a row a place, a column a series.
function dataTable(figure, say) {
  const value = y => (y === null || y === undefined ? say.unknown : say.full(y));
  if (figure.type === 'scatter') {
    const [{ points }] = figure.series;
    const named = points.some(({ name }) => name !== undefined);
    return table(figure.title, [...named ? [{ title: '' }] : [], { title: titleOf(figure.x), number: true }, { title: titleOf(figure.y), number: true }],
      points.map(({ x, y, name }) => [...named ? [name ?? ''] : [], value(x), value(y)]));
  }
  const name = placeOf(figure, say);
  const places = new Map(figure.series.flatMap(({ points }) => points).map(point => [point.x, point]));
  return table(figure.title,
    [{ title: titleOf(figure.x) }, ...figure.series.map(series => ({ title: series.name || titleOf(figure.y), number: true }))],
    [...places.values()].sort((a, b) => a.x - b.x).map(place => [name(place), ...figure.series.map(({ points }) => value(points.find(({ x }) => x === place.x)?.y))]));
}

const table = (title, columns, rows) => h('div', { class: 'scrolls', role: 'group', tabindex: 0, 'aria-label': title }, h('table', {},
  h('thead', {}, h('tr', {}, columns.map(({ title: words, number }) => h('th', { scope: 'col', class: number && 'number' }, words)))),
  h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, index) => h('td', { class: columns[index].number && 'number' }, cell)))))));
