// The page's state in the fragment: "#model?artists=A&artists=B&tempo=120". What is not there is missing; no question mark: the examples.
export function read() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: decoded(name), query: query === undefined ? null : new URLSearchParams(query) };
}

export function valuesOf(query, inputs) {
  return Object.fromEntries(inputs.filter(input => query.has(input.name)).map(input => [input.name, parse(input, query.getAll(input.name))]));
}

export function write(name, values) {
  history.replaceState(null, '', `#${name}?${queryOf(values)}`);
}

// As GET /models/{model}/predict reads it, too.
export function queryOf(values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const item of [value].flat()) query.append(name, item);
  }
  return query;
}

// What is no such text names nothing, which is the asking page.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function parse({ kind }, texts) {
  if (kind === 'list') return texts;
  if (kind === 'flag') return texts[0] === 'true';
  return kind === 'number' ? Number.parseFloat(texts[0]) : texts[0];
}
