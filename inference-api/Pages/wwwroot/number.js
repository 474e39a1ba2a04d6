// A number by keyboard, and by a slider over what is usual for those who point.
import { h } from './dom.js';
import { spoken } from './words.js';

const notches = 1000;

export function numberControl(input, changed) {
  const range = usual(input);
  const scale = range.low > 0 && range.high / range.low > 100 ? logarithmic(input, range) : linear(input, range);
  const says = h('output', { class: 'spoken' });
  const target = h('input', {
    type: 'number', step: scale.stepAt(range.low), inputmode: range.low < 0 ? undefined : 'decimal', autocomplete: 'off',
    oninput: () => { show(); changed(); },
    onkeydown: event => stepWith(event),
  });
  const slider = h('input', {
    type: 'range', min: 0, max: notches, step: 1, tabindex: -1, 'aria-hidden': 'true',
    oninput: () => { enter(scale.valueAt(slider.value / notches)); },
  });

  function show() {
    const value = target.valueAsNumber;
    says.value = Number.isNaN(value) ? '' : spoken(value, input.unit);
    const place = Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, scale.placeOf(value)));
    if (document.activeElement !== slider) slider.value = place * notches;
    slider.style.setProperty('--filled', `${100 * place}%`);
  }

  function enter(value) {
    const next = rounded(value, scale.stepAt(value));
    target.value = Math.min(input.maximum ?? next, Math.max(input.minimum ?? next, next));
    show();
    changed();
  }

  function stepWith(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const from = Number.isNaN(target.valueAsNumber) ? range.low : target.valueAsNumber;
    enter(from + direction * scale.stepAt(from));
  }

  return {
    element: h('div', { class: 'number-control' }, h('div', { class: 'typed' }, target, says), slider),
    target,
    read: () => (Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber),
    write(value) { target.value = value === undefined || Number.isNaN(value) ? '' : value; show(); },
    unreadable: () => (target.validity.badInput ? 'is not a number.' : null),
  };
}

// The limits, unless they are so far apart that what training has seen would be a mere spot between them.
function usual({ minimum, maximum, seen }) {
  const low = seen.range.p01;
  const high = Math.max(seen.range.p99, low + (Math.abs(low) || 1) / 100); // a value that never varied has no range
  return minimum !== null && maximum !== null && high - low > (maximum - minimum) / 4 ? { low: minimum, high: maximum } : { low, high };
}

const wholeNumbers = (input, { low, high }) => [input.example, low, high].every(Number.isInteger) && high - low > 1;

// A step that changes something: a hundredth of the range, as 1, 2 or 5 times a power of ten.
function stepOf(input, { low, high }) {
  const fine = (high - low) / 100;
  const power = 10 ** Math.floor(Math.log10(fine));
  const step = [5, 2, 1].map(times => times * power).find(candidate => candidate <= fine * 1.0001) ?? power;
  return wholeNumbers(input, { low, high }) ? Math.max(1, step) : step;
}

const rounded = (value, step) => Number((Math.round(value / step) * step).toPrecision(12));

const linear = (input, { low, high }) => ({
  placeOf: value => (value - low) / (high - low),
  valueAt: place => low + place * (high - low),
  stepAt: () => stepOf(input, { low, high }),
});

// Where the greatest usual value is more than a hundred times the least one, steps grow with the value.
const logarithmic = (input, { low, high }) => ({
  placeOf: value => (value > 0 ? Math.log(value / low) / Math.log(high / low) : 0),
  valueAt: place => low * (high / low) ** place,
  stepAt: value => stepOf(input, { low: 0, high: 5 * Math.max(value, low) }),
});
