import { drawControls } from './controls.mjs';
import { rules } from './data.mjs';
import { filtered } from './filter.mjs';
import { drawRules } from './rules.mjs';
import { readState, writeState } from './state.mjs';

const list = document.getElementById('list');
const told = document.getElementById('shown');
let state = { place: '', verdicts: [], provenances: [], text: '' };

const setControls = drawControls(document.getElementById('controls'), (changes) => {
  state = { ...state, ...changes, place: '' };
  keep();
  draw();
});

/** The address says what is looked at, without filling the history. */
function keep() {
  history.replaceState(undefined, '', writeState(state));
}

function draw() {
  const shown = filtered(rules, state);
  const examples = shown.reduce((sum, each) => sum + each.examples.length, 0);
  const all = rules.reduce((sum, rule) => sum + rule.examples.length, 0);
  told.textContent = `${shown.length} of ${rules.length} rules, ${examples} of ${all} examples`;
  return drawRules(list, shown, (place) => {
    state = { ...state, place };
    keep();
  });
}

function follow() {
  const wanted = readState(location.hash);
  // An anchor of the page itself.
  if (wanted.place !== '' && document.getElementById(wanted.place)?.closest('#list') === null) return;
  state = wanted;
  setControls(state);
  const open = draw();
  const button = state.place === '' ? undefined : open(state.place);
  if (button === undefined) return;
  button.scrollIntoView({ block: 'start' });
  button.focus({ preventScroll: true });
}

window.addEventListener('hashchange', follow);
follow();
