// Numbers, dates and the few words of a chart, as the server writes them into its pictures (Charts/Text).
const words = {
  en: { locale: 'en-GB', data: 'The data as a table', unknown: 'unknown', powers: [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']], billionFrom: 1e9, keys: 'Arrow keys lead from value to value.', from: 'From', until: 'Below', share: 'Share' },
  es: { locale: 'es-ES', data: 'Los datos en una tabla', unknown: 'desconocido', powers: [[1e12, 'B'], [1e9, 'mil\u00a0M'], [1e6, 'M'], [1e3, 'mil']], billionFrom: 1e10, keys: 'Las flechas llevan de un valor a otro.', from: 'Desde', until: 'Menos de', share: 'Parte' },
};

const minus = text => text.replace('-', '−');

export function speech(language) {
  const { locale, powers, billionFrom, ...said } = words[language] ?? words.en;
  const digits = (value, count) => minus(new Intl.NumberFormat(locale, { maximumFractionDigits: count }).format(value));
  const size = Math.abs;
  const full = value => digits(value, size(value) >= 1000 ? 0 : size(value) >= 100 ? 1 : size(value) >= .1 || value === 0 ? 2 : 4);
  const powerOf = value => powers.find(([power]) => value >= (power === 1e9 ? billionFrom : power));
  const scaled = (value, [power, name]) => `${digits(value / power, size(value / power) >= 99.95 ? 0 : size(value / power) >= 9.995 ? 1 : 2)}\u00a0${name}`;
  const date = days => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(days * 864e5);
  return {
    ...said, full, date,
    compact: value => (size(value) < 9999.5 ? full(value) : scaled(value, powerOf(size(value) * 1.0005))),
    onAxis: largest => (size(largest) < 9999.5 ? full : value => (value === 0 ? '0' : scaled(value, powerOf(size(largest))))),
    percent: share => `${digits(100 * share, share < .1 ? 1 : 0)}${language === 'es' ? '\u00a0%' : '%'}`,
    month: days => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(days * 864e5),
  };
}

export const titleOf = axis => (axis.unit ? `${axis.title} (${axis.unit})` : axis.title);

// What a place on the axis of steps is called.
export function placeOf(figure, say) {
  switch (figure.x.kind) {
    case 'category': return point => figure.categories[point.x];
    case 'year': return point => String(point.x);
    case 'date': return point => say.date(point.x);
    default: return point => ('until' in point ? `${say.compact(point.x)} – ${say.compact(point.until)}` : say.full(point.x));
  }
}
