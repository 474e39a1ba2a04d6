// Server-sent events from the body of a reply: EventSource can neither post nor send a key.
export async function* events(body) {
  let text = '';
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const whole = (text + piece).split('\n\n');
    text = whole.pop();
    for (const event of whole) yield parse(event);
  }
}

function parse(event) {
  const of = field => event.split('\n').filter(line => line.startsWith(`${field}: `)).map(line => line.slice(field.length + 2)).join('\n');
  return { name: of('event'), data: JSON.parse(of('data')) };
}
