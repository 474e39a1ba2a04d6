// What the server says of itself and answers, by the addresses that programs use.
import { events } from './events.js';
import { headers } from './key.js';

// An answer that is none: RFC 9457 problem details, or no answer at all.
export class Problem extends Error {
  constructor(detail, errors = {}, retrySeconds = null, status = 0) {
    super(detail);
    Object.assign(this, { errors, retrySeconds, status });
  }
}

export const models = async () => (await json('models')).models;

export const model = name => json(`models/${name}`);

export const accuracy = name => json(`models/${name}/accuracy`);

export const predict = (name, request, signal) => json(predictAddress(name), {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request), signal,
});

export const predictAddress = name => `models/${name}/predict?explain=true`;

export const cardAddress = (name, version) => `models/${name}/versions/${version}/card`;

export async function cardOf(name, version) {
  const address = new URL(cardAddress(name, version), document.baseURI);
  const response = await send(address);
  if (!response.ok) throw await problemOf(response);
  const card = new DOMParser().parseFromString(await arrived(response.text()), 'text/html').querySelector('article');
  for (const image of card.querySelectorAll('img')) image.setAttribute('src', new URL(image.getAttribute('src'), address));
  return card;
}

// What can be asked without a model, and how fresh the data is.
export const questions = signal => json('questions', { signal });

// All that an operator wants to know.
export const status = () => json('status', { headers: { Accept: 'application/json' } });

// Has the worker take up an object again that it had set aside.
export async function replay(name, key) {
  const response = await send('status/replay', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ function: name, key }),
  });
  if (!response.ok) throw await problemOf(response);
}

// Where a row comes from; the address as an answer gives it.
export const evidence = address => json(address.slice(1));

// A question's stages and its answer as they come: { name, data }.
export async function* ask(request, signal) {
  const response = await send('ask-text', {
    method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' }, body: JSON.stringify(request), signal,
  });
  if (!response.ok) throw await problemOf(response);
  const stream = events(response.body);
  for (let last = ''; last !== 'answer';) {
    const { value: event } = await arrived(stream.next());
    if (!event) throw unreached();
    if (event.name === 'error') throw new Problem(event.data.detail, {}, null, event.data.status);
    last = event.name;
    yield event;
  }
}

async function json(address, options) {
  const response = await send(address, options);
  if (!response.ok) throw await problemOf(response);
  return arrived(response.json());
}

const send = (address, options = {}) => arrived(fetch(address, { ...options, headers: { ...options.headers, ...headers() } }));

const unreached = () => new Problem('The server cannot be reached.', {}, 3);

// A connection can break before a reply and within it.
async function arrived(reply) {
  try {
    return await reply;
  } catch (error) {
    throw error.name === 'AbortError' ? error : unreached();
  }
}

async function problemOf(response) {
  const problem = await response.json().catch(() => ({}));
  const retry = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new Problem(
    problem.detail ?? problem.title ?? `The server answered with status ${response.status}.`,
    problem.errors ?? {}, Number.isNaN(retry) ? null : retry, response.status);
}
