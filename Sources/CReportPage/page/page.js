const KEYS = [
  [['j', 'k'], 'next and previous picture'],
  [['1', '…', '6'], VIEWS.map((view) => view.label.toLowerCase()).join(', ')],
  [['z'], '1:1 at the worst place, and back'],
  [['f'], 'fit the picture into the window'],
  [['+', '−'], 'magnify and reduce; the wheel does, too'],
  [['[', ']'], 'move the slider, the opacity or the gain of the view'],
  [['Space'], 'swap the pictures of the blink view'],
  [['m'], 'mark the picture to be approved, or take the mark away'],
  [['l'], 'list of marks, to save or copy'],
  [['/'], 'filter by name'],
  [['t'], 'light or dark'],
  [['?'], 'these keys'],
];

/** The control that a view has: its label, its range, and its value as text. */
const CONTROLS = {
  slider: { label: 'Divider', most: 100, step: 1, text: (value) => `${Math.round(value)} %` },
  onion: { label: 'Opacity of actual', most: 100, step: 1, text: (value) => `${value} %` },
  difference: { label: 'Gain', most: 7, step: 1, text: (value) => `× ${2 ** value}` },
};

const stage = new Stage(showLens);
const list = new List(choose);
const marks = new Marks(showMark);

function choose(picture, why) {
  if (why !== 'looked at') document.body.dataset.shows = 'picture';
  if (picture === list.current) return;
  list.setCurrent(picture);
  showHead();
  showFigures(picture);
  showMark(picture);
  stage.show(picture).then(showView);
  const hash = `#${encodeURIComponent(picture.entry.name)}`;
  try { history.replaceState(null, '', hash); } catch { /* Some files have no history. */ }
  announce([`${picture.name}, ${picture.status}`, ...picture.reasons].join('; '));
}

function showHead() {
  const picture = list.current;
  if (!picture) return;
  element('name').textContent = picture.name;
  const shown = list.shown;
  const place = element('place');
  place.dataset.status = picture.status;
  place.replaceChildren(
    make('span', '', picture.status), ` · ${shown.indexOf(picture) + 1 || '–'} of ${shown.length}`);
}

function showMark(picture) {
  list.setMarked(picture, marks.has(picture));
  if (picture !== list.current) return;
  const button = element('mark');
  button.setAttribute('aria-pressed', marks.has(picture));
  button.disabled = !picture.isApprovable;
  button.textContent = marks.has(picture) ? 'Marked' : 'Mark';
}

function showView() {
  for (const view of VIEWS) {
    const tab = element(`view-${view.id}`);
    const isSeen = view === stage.seenView;
    tab.setAttribute('aria-selected', isSeen);
    tab.setAttribute('aria-disabled', !stage.has(view));
    tab.tabIndex = isSeen ? 0 : -1;
  }
  const { id } = stage.seenView;
  const control = CONTROLS[id];
  element('control').hidden = !control && id !== 'blink';
  for (const part of ['control-label', 'control-range', 'control-value']) {
    element(part).hidden = !control;
  }
  element('swap').hidden = element('pause').hidden = id !== 'blink';
  if (control) {
    element('control-label').textContent = control.label;
    Object.assign(element('control-range'), { min: 0, max: control.most, step: control.step });
  }
  element('worst').disabled = !stage.picture?.worst;
  if (stage.picture) showLens();
}

function showLens() {
  const percent = 100 * stage.lens.scale / Lens.whole;
  element('scale').textContent = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
  element('worst').setAttribute('aria-pressed', stage.isAtWorst);
  const control = CONTROLS[stage.seenView.id];
  if (!control) return;
  const value = stage.settings[stage.seenView.id];
  element('control-range').value = value;
  element('control-range').setAttribute('aria-valuetext', control.text(value));
  element('control-value').textContent = control.text(value);
}

function setView(view) {
  if (!stage.has(view)) {
    announce(`${view.label} needs pictures that are not there`);
    return;
  }
  stage.setView(view);
  showView();
  announce(`${view.label} view`);
}

/** Moves the control of the view by parts of its range. */
function moveControl(direction) {
  const control = CONTROLS[stage.seenView.id];
  if (!control || !stage.picture) return;
  const step = control.most === 100 ? 5 : control.step;
  const value = stage.settings[stage.seenView.id] + direction * step;
  stage.set(Math.min(Math.max(value, 0), control.most));
  announce(control.text(stage.settings[stage.seenView.id]));
}

function goTo(distance) {
  const picture = list.neighbour(distance);
  if (picture) choose(picture, document.body.dataset.shows === 'list' ? 'looked at' : undefined);
}

const THEMES = ['auto', 'light', 'dark'];

function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  element('theme').textContent = { auto: 'Auto', light: 'Light', dark: 'Dark' }[theme];
  element('theme').setAttribute('aria-label', `Colours: ${theme}`);
  keep('upsample-diff theme', theme === 'auto' ? null : theme);
}

function nextTheme() {
  const theme = document.documentElement.dataset.theme ?? 'auto';
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
  announce(element('theme').getAttribute('aria-label'));
}

const ACTIONS = {
  j: () => goTo(1),
  k: () => goTo(-1),
  z: () => stage.toggleWorst(),
  f: () => { if (stage.picture) stage.fit(); },
  '+': () => stage.zoom(1.5),
  '=': () => stage.zoom(1.5),
  '-': () => stage.zoom(1 / 1.5),
  '[': () => moveControl(-1),
  ']': () => moveControl(1),
  m: () => { if (list.current) marks.toggle(list.current); },
  l: () => element('marks').showModal(),
  t: nextTheme,
  '/': () => { document.body.dataset.shows = 'list'; element('search').focus(); },
  '?': () => element('keys').showModal(),
  Escape: () => { document.body.dataset.shows = 'list'; },
};
VIEWS.forEach((view, index) => { ACTIONS[index + 1] = () => setView(view); });

function isTyping(target) { return target.matches('input[type="search"], textarea'); }

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape') element('stage').focus();
    return;
  }
  const swaps = event.key === ' ' && !event.target.matches('button')
    && stage.picture && stage.seenView.id === 'blink';
  const action = swaps ? () => stage.swap() : ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

function buildViews() {
  const tabs = VIEWS.map((view, index) => {
    const tab = make('button', '', view.label);
    tab.type = 'button';
    tab.id = `view-${view.id}`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', 'stage');
    const digit = make('small', '', index + 1);
    digit.setAttribute('aria-hidden', 'true');
    tab.append(digit);
    tab.addEventListener('click', () => setView(view));
    return tab;
  });
  element('views').append(...tabs);
  element('views').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const usable = VIEWS.filter((view) => stage.has(view));
    const place = usable.indexOf(stage.seenView) + step;
    const view = usable[(place + usable.length) % usable.length];
    setView(view);
    element(`view-${view.id}`).focus();
  });
}

function buildKeys() {
  for (const [keys, text] of KEYS) {
    const term = make('dt');
    term.append(...keys.map((key) => key === '…' ? ' … ' : make('kbd', '', key)));
    element('key-list').append(term, make('dd', '', text));
  }
}

/** The headline, as the summary in Markdown has it. */
function headline(failures, count) {
  if (count === 0) return 'No pictures';
  if (count === 1) return `The picture is ${failures === 0 ? '' : 'not '}as expected`;
  if (failures === 0) return `All ${count} pictures are as expected`;
  return `${failures} of ${count} pictures ${failures === 1 ? 'is' : 'are'} not as expected`;
}

function showVerdict() {
  const failures = pictures.filter((picture) => picture.fails).length;
  const count = report.totals?.pictures ?? pictures.length;
  element('verdict').textContent = headline(failures, count);
  document.title = `${element('verdict').textContent} – ${readable(report.expected)}`;
  element('folders').textContent = `${readable(report.actual)} against ${readable(report.expected)}`;
}

function begin() {
  buildViews();
  buildKeys();
  showVerdict();
  setTheme(THEMES.find((theme) => theme === kept('upsample-diff theme')) ?? 'auto');
  list.whenFiltered = showHead;
  marks.all.forEach(showMark);
  document.body.dataset.shows = 'list';
  const click = (id, action) => element(id).addEventListener('click', action);
  for (const [id, key] of [
    ['previous', 'k'], ['next', 'j'], ['worst', 'z'], ['fit', 'f'], ['mark', 'm'],
    ['open-marks', 'l'], ['open-keys', '?'], ['theme', 't'], ['back', 'Escape'],
  ]) click(id, ACTIONS[key]);
  click('swap', () => stage.swap());
  click('pause', () => {
    stage.setPaused(!stage.isPaused);
    element('pause').setAttribute('aria-pressed', Boolean(stage.isPaused));
  });
  element('control-range').addEventListener('input', (event) => stage.set(Number(event.target.value)));
  showView();
  let asked = '';
  try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* It names no picture. */ }
  const first = pictures.find((picture) => picture.entry.name === asked);
  if (first) choose(first);
  else if (list.shown[0]) choose(list.shown[0], 'looked at');
  document.body.dataset.ready = Math.round(performance.now());
}

begin();
