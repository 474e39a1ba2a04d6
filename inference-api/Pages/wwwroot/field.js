// A control with its label, what it means, its limits, and what is wrong with it.
import { h } from './dom.js';
import { label, limits } from './words.js';

// A control has: element, target (what is focused and described), read() (undefined: missing), write(value), and perhaps grouped, unreadable().
export function field(input, control) {
  const id = `in-${input.name}`;
  const text = label(input);
  const error = h('p', { class: 'error', id: `${id}-error` });
  const odd = h('span', { class: 'odd', id: `${id}-odd` });
  const name = control.grouped
    ? h('span', { class: 'name', id: `${id}-label` }, text)
    : h('label', { class: 'name', for: id }, text);
  const heading = h('div', { class: 'label' }, name, input.required && h('span', { class: 'required', 'aria-hidden': 'true' }, 'required'), odd);
  const { target } = control;
  if (control.grouped) target.setAttribute('aria-labelledby', `${id}-label`);
  else target.id = id;
  target.setAttribute('aria-describedby', `${id}-error ${id}-odd ${id}-hint`);
  if (input.required) target.setAttribute('aria-required', 'true');

  return {
    name: input.name,
    label: text,
    element: h('div', { class: `field ${input.kind}` }, heading, control.element, error, hint(input, `${id}-hint`)),
    read: control.read,
    write: control.write,
    unreadable: () => control.unreadable?.(),
    focus: () => (control.grouped ? target.querySelector('input:checked, input') : target).focus(),
    markUnusual(unusual) { odd.textContent = unusual ? 'unusual' : ''; },
    showErrors(messages) {
      error.textContent = messages.map(message => `${text} ${message}`).join(' ');
      target.setAttribute('aria-invalid', messages.length > 0);
      this.element.classList.toggle('wrong', messages.length > 0);
    },
  };
}

function hint(input, id) {
  const allowed = [limits(input), input.unit].filter(Boolean).join(' ');
  const known = input.seen.commonest && input.seen.distinct === input.seen.commonest.length && `${input.seen.distinct} known`;
  return h('p', { class: 'hint', id }, [input.description, allowed || known].filter(Boolean).join(' · '));
}
