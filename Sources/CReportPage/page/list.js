/** The list of pictures, and what of it is shown. */
class List {
  /** `choose` is called with a picture that is clicked or moved to. */
  constructor(choose) {
    this.choose = choose;
    this.current = null;
    this.query = '';
    const failing = pictures.some((picture) => picture.fails);
    this.statuses = new Set(pictures
      .filter((picture) => picture.fails || !failing).map((picture) => picture.status));
    this.rows = pictures.map((picture) => this.row(picture));
    element('pictures').append(...this.rows.map((row) => row.parentElement));
    element('statuses').append(...this.chips());
    element('search').addEventListener('input', (event) => {
      this.query = event.target.value.trim().toLowerCase();
      this.filter();
    });
    element('pictures').addEventListener('keydown', (event) => this.key(event));
    this.filter();
  }

  row(picture) {
    const item = make('li');
    const row = make('button');
    row.type = 'button';
    row.tabIndex = -1;
    row.dataset.status = picture.status;
    const about = picture.reasons[0];
    row.append(
      this.thumbnail(picture), make('span', 'leaf', picture.leaf),
      make('span', 'state dot', picture.status),
      make('span', 'about', [picture.folder, about].filter(Boolean).join(' · ')));
    row.title = picture.name;
    row.addEventListener('click', () => this.choose(picture));
    item.append(row);
    return row;
  }

  thumbnail(picture) {
    const source = picture.files.actual ?? picture.files.expected;
    const thumb = make('span', source ? 'thumb' : 'thumb empty');
    if (!source) return thumb;
    const image = make('img');
    image.loading = 'lazy';
    image.decoding = 'async';
    image.alt = '';
    image.src = source;
    image.addEventListener('error', () => { image.remove(); thumb.classList.add('empty'); });
    thumb.append(image);
    return thumb;
  }

  chips() {
    const counts = new Map();
    for (const { status } of pictures) counts.set(status, (counts.get(status) ?? 0) + 1);
    return STATUSES.filter((status) => counts.has(status)).map((status) => {
      const chip = make('button', 'dot', status);
      chip.type = 'button';
      chip.dataset.status = status;
      chip.append(make('b', '', counts.get(status)));
      chip.setAttribute('aria-pressed', this.statuses.has(status));
      chip.addEventListener('click', () => {
        if (!this.statuses.delete(status)) this.statuses.add(status);
        chip.setAttribute('aria-pressed', this.statuses.has(status));
        this.filter();
      });
      return chip;
    });
  }

  /** The pictures that are shown, in order. */
  get shown() { return pictures.filter((picture) => this.shows(picture)); }

  shows(picture) {
    return this.statuses.has(picture.status) && picture.searched.includes(this.query);
  }

  filter() {
    let count = 0;
    for (const picture of pictures) {
      const shown = this.shows(picture);
      this.rows[picture.number].parentElement.hidden = !shown;
      if (shown) count += 1;
    }
    const none = element('none');
    none.hidden = count > 0;
    none.textContent = pictures.length === 0
      ? 'The folders hold no pictures.' : 'No picture has this name and one of these statuses.';
    this.count = count;
    this.settle();
    if (this.current) announce(`${count} ${count === 1 ? 'picture' : 'pictures'} shown`);
    this.whenFiltered?.();
  }

  /** Lets the tabulator reach one row: the current one, or the first. */
  settle() {
    const reached = this.current && this.shows(this.current) ? this.current : this.shown[0];
    if (this.reached) this.rows[this.reached.number].tabIndex = -1;
    this.reached = reached;
    if (reached) this.rows[reached.number].tabIndex = 0;
  }

  /** Makes a picture the current one. The focus goes along if it is in the list. */
  setCurrent(picture) {
    if (this.current) this.rows[this.current.number].removeAttribute('aria-current');
    const hasFocus = element('pictures').contains(document.activeElement);
    this.current = picture;
    this.settle();
    const row = this.rows[picture.number];
    row.setAttribute('aria-current', 'true');
    if (hasFocus && this.shows(picture)) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  /** The picture so many places further down, or the one at the end. */
  neighbour(distance) {
    const shown = this.shown;
    const place = shown.indexOf(this.current);
    if (place >= 0) return shown[Math.min(Math.max(place + distance, 0), shown.length - 1)];
    const behind = shown.find((picture) => picture.number > (this.current?.number ?? -1));
    return distance > 0 ? behind ?? shown.at(-1) : shown[Math.max(0, shown.indexOf(behind) - 1)];
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const distance = {
      ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity,
    }[event.key];
    if (distance === undefined) return;
    event.preventDefault();
    const picture = this.neighbour(distance);
    if (picture) this.choose(picture, 'looked at');
  }

  setMarked(picture, isMarked) {
    this.rows[picture.number].querySelector('.state').textContent =
      isMarked ? `${picture.status}, marked` : picture.status;
  }
}
