// How names, numbers and limits read.
const locale = 'en-GB';
const minus = text => text.replace('-', '−');

// A number with as many decimals as tell on a scale of that width.
export function number(value, width = Math.abs(value)) {
  const digits = width >= 1000 ? 0 : width >= 10 ? 1 : width >= 1 ? 2 : 3;
  return minus(new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: width >= 10 && digits ? 1 : 0 }).format(value));
}

// Six figures of a measurement, but every digit of a count.
export const plain = value => minus(new Intl.NumberFormat(locale, Number.isInteger(value) ? {} : { maximumSignificantDigits: 6 }).format(value));

// The same with as many decimals whatever they are, for columns.
export const fixed = (value, width) => minus(value.toFixed(width >= 10 ? 1 : width >= 1 ? 2 : 3));

export const signed = (value, width) => (value > 0 ? '+' : '') + fixed(value, width);

export const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)}%`;

export const date = iso => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

export const plural = (count, one, many = `${one}s`) => `${plain(count)} ${count === 1 ? one : many}`;

// "duration_ms" in milliseconds reads "Duration": an abbreviated unit at the end of a name goes without saying.
export function label(input) {
  const words = input.name.split('_');
  const last = words.at(-1);
  if (words.length > 1 && input.unit && last.length < 4 && isAbbreviation(last, input.unit)) words.pop();
  const text = words.join(' ');
  return text[0].toUpperCase() + text.slice(1);
}

function isAbbreviation(short, long) {
  let from = 0;
  return [...short.toLowerCase()].every(letter => (from = long.toLowerCase().indexOf(letter, from) + 1) > 0);
}

// "0 to 500", "from 1", or nothing where there is no limit.
export function limits(input) {
  const say = value => (input.kind === 'date' ? date(value) : plain(value));
  const { minimum, maximum } = input;
  if (minimum === null && maximum === null) return '';
  if (maximum === null) return `from ${say(minimum)}`;
  return minimum === null ? `up to ${say(maximum)}` : `${say(minimum)} to ${say(maximum)}`;
}

// A long number as people say it, or nothing.
export function spoken(value, unit) {
  if (unit === 'milliseconds' && value >= 1000) return duration(Math.round(value / 1000));
  if (unit === 'seconds' && value >= 60) return duration(value);
  return Math.abs(value) < 10000 ? '' : new Intl.NumberFormat(locale, { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 2 }).format(value);
}

function duration(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds % 60)];
  return [hours && `${hours} h`, minutes && `${minutes} min`, (rest || !(hours || minutes)) && `${rest} s`].filter(Boolean).join(' ');
}
