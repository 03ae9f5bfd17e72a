/** Builds an element. Texts become text nodes, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
}

export const verdictChip = ({ verdict, mark, words }, more = '') =>
  element('span', { class: `chip v-${verdict}` }, element('span', { 'aria-hidden': 'true' }, `${mark} `), words + more);

/** A button that opens and closes what it controls; the content is made when it is first opened. */
export function disclosure({ id, heading, label, attributes = {}, content, open = false }) {
  const panel = element('div', { id: `${id}-panel`, class: 'panel', hidden: true });
  const button = element('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': panel.id }, label);
  const set = (wanted) => {
    if (wanted && panel.childNodes.length === 0) panel.append(...content());
    panel.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  button.addEventListener('click', () => set(panel.hidden));
  const item = element('div', { id, ...attributes }, element(heading, {}, button), panel);
  if (open) set(true);
  return { item, button, open: () => set(true) };
}
