// Flags, dates and texts.
import { h } from './dom.js';

// The two sides under the names that a description such as "1 = major, 0 = minor" gives them.
export function flagControl(input, changed) {
  const sideOf = digit => input.description.match(new RegExp(`\\b${digit} = ([^,;]+)`))?.[1];
  const options = [['true', sideOf(1) ?? 'Yes'], ['false', sideOf(0) ?? 'No'], ...(input.required ? [] : [['', 'Not known']])];
  const radios = options.map(([value]) => h('input', { type: 'radio', name: `in-${input.name}`, value, onchange: changed }));
  const element = h('div', { class: 'toggle', role: 'radiogroup' },
    options.map(([, text], i) => h('label', {}, radios[i], h('span', {}, text))));
  return {
    element,
    target: element,
    grouped: true,
    read: () => ({ true: true, false: false })[radios.find(radio => radio.checked)?.value],
    write(value) { radios.forEach(radio => { radio.checked = radio.value === (value === undefined ? '' : String(Boolean(value))); }); },
  };
}

export function dateControl(input, changed) {
  const target = h('input', { type: 'date', min: input.minimum, max: input.maximum, oninput: changed });
  return {
    element: target,
    target,
    read: () => target.value || undefined,
    write(value) { target.value = value ?? ''; },
    unreadable: () => (target.validity.badInput ? 'is not a whole date yet.' : null),
  };
}

export function categoryControl(input, changed) {
  const list = suggestions(input);
  const target = h('input', { type: 'text', list: list.id, autocomplete: 'off', spellcheck: 'false', oninput: changed });
  return {
    element: h('div', {}, target, list),
    target,
    read: () => target.value || undefined,
    write(value) { target.value = value ?? ''; },
  };
}

export function suggestions(input) {
  return h('datalist', { id: `in-${input.name}-common` }, (input.seen.commonest ?? []).map(value => h('option', { value })));
}
