/** What is looked at, as it stands behind the # of the address: `#KEY-09?verdict=fail&from=linux&q=text`. */
export function readState(hash) {
  const [place = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const parameters = new URLSearchParams(query);
  const list = (name) => (parameters.get(name) ?? '').split(',').filter((part) => part !== '');
  return {
    place: decoded(place),
    verdicts: list('verdict'),
    provenances: list('from'),
    text: parameters.get('q') ?? '',
  };
}

export function writeState({ place, verdicts: wanted, provenances, text }) {
  const parameters = new URLSearchParams();
  if (wanted.length > 0) parameters.set('verdict', wanted.join(','));
  if (provenances.length > 0) parameters.set('from', provenances.join(','));
  if (text !== '') parameters.set('q', text);
  const query = parameters.toString().replaceAll('%2C', ',');
  return `#${encodeURIComponent(place).replaceAll('%2F', '/')}${query === '' ? '' : `?${query}`}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
