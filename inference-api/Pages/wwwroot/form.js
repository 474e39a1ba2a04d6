// The form of a model, made from its manifest alone.
import { h } from './dom.js';
import { field } from './field.js';
import { numberControl } from './number.js';
import { tagsControl } from './tags.js';
import { categoryControl, dateControl, flagControl } from './controls.js';

const controls = { number: numberControl, flag: flagControl, date: dateControl, category: categoryControl, list: tagsControl };

// Calls changed() after every change by hand.
export function form(manifest, changed) {
  const fields = manifest.inputs.map(input => field(input, controls[input.kind](input, changed)));
  const byName = new Map(fields.map(one => [one.name, one]));
  return {
    element: h('form', { class: 'form', novalidate: true, 'aria-labelledby': 'inputs', onsubmit: event => { event.preventDefault(); changed(); } },
      fields.map(one => one.element)),

    // What is not named is missing.
    write: values => fields.forEach(one => one.write(values[one.name])),

    // The request's values; and by field what no request can carry.
    read() {
      const entries = fields.map(one => [one.name, one.read()]);
      return {
        values: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
        errors: Object.fromEntries(fields.filter(one => one.unreadable()).map(one => [one.name, [one.unreadable()]])),
      };
    },

    // Shows each error at its field; gives back those of no field.
    showErrors(errors) {
      fields.forEach(one => one.showErrors(errors[one.name] ?? []));
      return Object.entries(errors).filter(([name]) => !byName.has(name));
    },

    showUnusual: unusual => fields.forEach(one => one.markUnusual(unusual.some(what => what.input === one.name))),
    focus: name => byName.get(name)?.focus(),
    labelOf: name => (byName.has(name) ? byName.get(name).label : name),
  };
}

export const examples = manifest => Object.fromEntries(manifest.inputs.map(input => [input.name, input.example]));
