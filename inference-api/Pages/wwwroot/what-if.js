// What another value would change: each answer beside the one from which the comparison began.
import { h } from './dom.js';
import { number, percent } from './words.js';

export function whatIf(manifest) {
  const [output] = manifest.outputs;
  const isChance = manifest.task === 'classification';
  const width = output.maximum !== null && output.minimum !== null ? output.maximum - output.minimum : undefined;
  const say = value => (isChance ? percent(value) : `${number(value, width)} ${output.unit ?? ''}`.trim());
  let from = null;

  const figureOf = reply => (isChance ? reply.probability : reply.prediction);

  function difference(reply) {
    const change = figureOf(reply) - figureOf(from);
    const size = isChance ? `${Math.abs(Math.round(100 * figureOf(reply)) - Math.round(100 * figureOf(from)))} points` : say(Math.abs(change));
    return say(figureOf(reply)) === say(figureOf(from)) ? 'as before' : h('span', {}, h('b', {}, `${size} ${change > 0 ? 'more' : 'less'}`), ` than the ${say(figureOf(from))} before`);
  }

  return {
    // The next answer is the one to compare with.
    restart() { from = null; },

    show(reply) {
      from ??= reply;
      const element = h('p', { class: 'what-if' });
      const draw = () => element.replaceChildren(...[
        h('span', {}, `Version ${reply.version} says so`, from === reply ? '. Change an input to see what it would do.' : [': ', difference(reply), '.']),
        from !== reply && h('button', { type: 'button', class: 'link', onclick: () => { from = reply; draw(); } }, 'Compare with this one'),
      ].filter(Boolean));
      draw();
      return element;
    },
  };
}
