// Elements in one call each. What is undefined, null or false is left out.
const svgNamespace = 'http://www.w3.org/2000/svg';

export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

export const svg = (tag, properties, ...children) => fill(document.createElementNS(svgNamespace, tag), properties, children);

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (isNothing(value)) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => !isNothing(child)));
  return element;
}

const isNothing = value => value === undefined || value === null || value === false;

// Tells those who listen to the page instead of seeing it.
export function announce(sentence) {
  document.getElementById('status').textContent = sentence;
}

export function later(milliseconds, action) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}
