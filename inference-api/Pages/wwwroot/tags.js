// A list as tags: Enter or a comma adds what is typed, Backspace in the empty box or a tag's button removes.
import { announce, h } from './dom.js';
import { suggestions } from './controls.js';
import { label, plural } from './words.js';

export function tagsControl(input, changed) {
  const common = input.seen.commonest ?? [];
  const list = suggestions(input);
  const tags = h('ul', { class: 'tags', 'aria-label': `${label(input)}, chosen` });
  const target = h('input', {
    type: 'text', list: list.id, autocomplete: 'off', spellcheck: 'false',
    onkeydown: onKey, onbeforeinput: onBeforeInput, oninput: onInput, onblur: () => add(target.value),
  });
  let items = [];

  function onKey(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      add(target.value);
    } else if (event.key === 'Backspace' && target.value === '' && items.length > 0) {
      event.preventDefault();
      removeAt(items.length - 1);
    }
  }

  // A comma that is typed, on whichever keyboard; unless a known name goes on with it, as in "Tyler, The Creator".
  function onBeforeInput(event) {
    const text = target.value.trim();
    if (event.data !== ',' || common.some(value => value.startsWith(`${text},`))) return;
    event.preventDefault();
    add(text);
  }

  function onInput(event) {
    if (event.inputType === 'insertReplacementText' || event.inputType === undefined) add(target.value);
  }

  function add(text) {
    const item = text.trim();
    if (item === '') return;
    target.value = '';
    items.push(item);
    show();
    announce(`${item} added. ${plural(items.length, 'item')}.`);
    changed();
  }

  function removeAt(index) {
    const [item] = items.splice(index, 1);
    show();
    announce(`${item} removed. ${plural(items.length, 'item')}.`);
    changed();
  }

  function show() {
    tags.replaceChildren(...items.map((item, index) => h('li', {}, h('span', {}, item), h('button', {
      type: 'button', 'aria-label': `Remove ${item}`, onclick: () => { removeAt(index); focusAfter(index); },
    }, '×'))));
    tags.hidden = items.length === 0;
    target.placeholder = tags.hidden ? 'Type, then press Enter' : 'Add another';
  }

  function focusAfter(index) {
    (tags.children[Math.min(index, items.length - 1)]?.querySelector('button') ?? target).focus();
  }

  show();
  return {
    element: h('div', { class: 'tags-control', onclick: event => { if (event.target === event.currentTarget) target.focus(); } }, tags, target, list),
    target,
    read: () => (items.length > 0 ? items.slice() : undefined),
    write(value) { items = [value ?? []].flat().slice(); show(); },
  };
}
