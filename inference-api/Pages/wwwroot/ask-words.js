// What the page says about an answer, in the answer's language.
const words = {
  en: {
    understood: 'Understood', sql: 'SQL', rows: 'Rows', answer: 'Answer', verified: 'Verified question', gemini: 'Gemini', 
    kept: 'kept from an equal question', slots: 'As I understood it', byDefault: 'assumed', table: 'The data', more: count => `Show all ${count} rows`,
    truncated: 'There were more rows; these are the first.', noRows: 'No rows.', source: 'Source', sourceOf: title => `Source of ${title}`,
    how: 'How this was checked', showSql: 'SQL that was run', sentBack: 'Sent back to Gemini', choices: 'Which did you mean?', nearest: 'These come nearest',
    unexplained: 'No place found for', followUp: 'Ask on', followUpHint: 'and in the nineties?', ask: 'Ask', fresh: 'Data', movies: 'movies', newest: 'newest from',
    fetched: 'Fetched from TMDB', load: 'Load', loaded: 'loaded', object: 'Object in the lake', forecast: 'Forecast by', tmdb: 'This movie at TMDB', gone: 'TMDB no longer has it.',
    row: 'Row', working: 'Working on it', tokens: 'tokens', failed: 'No answer', unknown: 'unknown', yes: 'yes', no: 'no', again: 'Ask again', line: 'line', version: 'version',
  },
  es: {
    understood: 'Entendido', sql: 'SQL', rows: 'Filas', answer: 'Respuesta', verified: 'Pregunta verificada', gemini: 'Gemini', 
    kept: 'guardada de una pregunta igual', slots: 'Así lo he entendido', byDefault: 'supuesto', table: 'Los datos', more: count => `Mostrar las ${count} filas`,
    truncated: 'Había más filas; estas son las primeras.', noRows: 'No hay filas.', source: 'Fuente', sourceOf: title => `Fuente de ${title}`,
    how: 'Cómo se ha comprobado', showSql: 'SQL ejecutado', sentBack: 'Devuelto a Gemini', choices: '¿Qué querías decir?', nearest: 'Estas son las más parecidas',
    unexplained: 'No he sabido qué hacer con', followUp: 'Sigue preguntando', followUpHint: '¿y en los noventa?', ask: 'Preguntar', fresh: 'Datos', movies: 'películas', newest: 'los más nuevos, del',
    fetched: 'Obtenida de TMDB', load: 'Carga', loaded: 'cargada', object: 'Objeto en el lago', forecast: 'Pronóstico de', tmdb: 'Esta película en TMDB', gone: 'TMDB ya no la tiene.',
    row: 'Fila', working: 'Buscando la respuesta', tokens: 'tokens', failed: 'No hay respuesta', unknown: 'desconocido', yes: 'sí', no: 'no', again: 'Preguntar otra vez', line: 'línea', version: 'versión',
  },
};
// The layer's names of slots, as people call them.
const slotNames = {
  en: { n: 'rows', movie2: 'and movie', person2: 'and person', genre2: 'and genre', country2: 'and country', language2: 'and language', company2: 'and company', loss: 'only', least: 'only' },
  es: {
    n: 'filas', order: 'orden', measure: 'medida', genre: 'género', genre2: 'y género', country2: 'y país', language2: 'y idioma', company2: 'y productora', month: 'mes', loss: 'solo', movie: 'película', movie2: 'y película', person: 'persona', person2: 'y persona', actor: 'actor',
    director: 'director', composer: 'compositor', writer: 'guionista', company: 'productora', collection: 'saga', keyword: 'palabra clave', country: 'país', language: 'idioma', period: 'periodo', least: 'solo',
  },
};
const locales = { en: 'en-GB', es: 'es-ES' };

export const wordsOf = language => words[language] ?? words.en;

export const slotName = (name, language) => slotNames[language]?.[name] ?? name.replaceAll('_', ' ');

const localeOf = language => locales[language] ?? locales.en;

export const day = (iso, language) => new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

export const moment = (iso, language) => new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso)) + ' UTC';

export const count = (number, language) => new Intl.NumberFormat(localeOf(language), { useGrouping: 'always' }).format(number);

// A cell as people read it.
export function cell(value, column, language) {
  const say = wordsOf(language);
  if (value === null) return '';
  if (column.kind === 'boolean') return value ? say.yes : say.no;
  if (column.kind === 'date') return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
  if (column.kind === 'time') return moment(value, language);
  if (typeof value !== 'number') return String(value);
  return isName(column) ? String(value) : new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: column.kind === 'number' ? 2 : 0, useGrouping: 'always' }).format(value);
}

export const isNumber = column => ['integer', 'number'].includes(column.kind);

// Years and ids are names, though they are made of digits.
const isName = column => /(^|_)(year|decade|id|año|decada|década)$/i.test(column.name);
