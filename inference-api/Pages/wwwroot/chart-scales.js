// Where values lie, and what stands along the axes.
const pen = document.createElement('canvas').getContext('2d');

export function widthOf(text, size = 13, weight = 400) {
  pen.font = `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;
  return pen.measureText(text).width;
}

// The text, or as much of it as there is room for.
export function cut(text, width, size) {
  if (widthOf(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

// At most so many lines, broken between words.
export function wrap(text, width, size, most = 2) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && lines.length < most - 1 && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map(one => cut(one, width, size));
}

export const scale = ([low, high], [from, to]) => value => from + ((value - low) / (high - low || 1)) * (to - from);

// From zero where shapes stand on it or zero is near, with some air at the other ends.
export function valueRange(values, fromZero) {
  const known = values.filter(value => value !== null);
  let [low, high] = known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
  if (fromZero || (low >= 0 && low < high * .6)) [low, high] = [Math.min(0, low), Math.max(0, high)];
  const air = high > low ? (high - low) * .06 : Math.max(1, Math.abs(high) * .1);
  return [low === 0 ? 0 : low - air, high === 0 && low < 0 ? 0 : high + air];
}

// Round numbers within a range: steps of 1, 2 or 5 times a power of ten.
export function roundTicks([low, high], most, whole = false) {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const fitting = [1, 2, 5, 10].map(times => times * power).find(step => step >= rough * .999);
  const step = whole ? Math.max(1, fitting) : fitting;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

const months = [1, 2, 3, 6, 12, 24, 60, 120, 240];

// Starts of months or years, or days where the range is short; the first says its year.
export function dateTicks([low, high], most, say) {
  if (high - low < 62) {
    return roundTicks([low, high], most, true).map((day, index) => [day, index ? say.date(day).replace(/[\s\u00a0]\d{4}$/, '') : say.date(day)]);
  }
  const step = months.find(count => (high - low) / 30.4 / count <= most) ?? months.at(-1);
  const start = new Date(low * 864e5);
  const ticks = [];
  for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / 864e5;
    if (day > high) return ticks;
    if (day < low) continue;
    const year = String(Math.floor(month / 12));
    ticks.push([day, month % 12 === 0 ? year : ticks.length ? say.month(day) : `${say.month(day)} ${year}`]);
  }
}
