/** The ways to look at a picture, by their keys 1 to 6. */
const VIEWS = [
  { id: 'side', label: 'Side by side' },
  { id: 'slider', label: 'Slider', of: ['expected', 'actual'] },
  { id: 'onion', label: 'Onion skin', of: ['expected', 'actual'] },
  { id: 'blink', label: 'Blink', of: ['expected', 'actual'] },
  { id: 'difference', label: 'Difference', of: ['expected', 'actual'] },
  { id: 'heat', label: 'Heat map', of: ['expected', 'heat_map'] },
];

const SIDES = { expected: 'Expected', actual: 'Actual' };

/** Where pictures are looked at. */
class Stage {
  /** `changed` is called when the lens or the view has. */
  constructor(changed) {
    this.surface = element('stage');
    this.changed = changed;
    this.view = VIEWS[0];
    this.lens = new Lens();
    this.images = {};
    this.settings = { slider: 50, onion: 50, difference: 0 };
    this.isAtWorst = false;
    new Pointers(this.surface, this);
    new ResizeObserver(() => { if (this.picture) this.arrange(); }).observe(this.surface);
    this.surface.addEventListener('keydown', (event) => this.key(event));
    window.matchMedia('(prefers-reduced-motion: reduce)')
      .addEventListener('change', () => { if (this.picture) this.arrange(); });
  }

  /** Whether a view has all that it shows. */
  has(view) { return (view.of ?? []).every((part) => this.images[part]); }

  /** The view that is seen: of a picture without its parts, both sides. */
  get seenView() { return this.has(this.view) ? this.view : VIEWS[0]; }

  /** The size that both pictures lie in. */
  get extent() {
    const all = Object.values(this.images);
    const most = (side) => Math.max(1, ...all.map((image) => image[side]));
    return { width: most('naturalWidth'), height: most('naturalHeight') };
  }

  get pane() {
    const pane = this.surface.querySelector('.pane');
    return { width: pane.clientWidth, height: pane.clientHeight };
  }

  /** Shows a picture once all its files are decoded; the one before stays until then. */
  async show(picture) {
    this.awaited = picture;
    const loaded = await Promise.all(
      Object.entries(picture.files).map(([part, source]) => this.load(part, source)));
    if (this.awaited !== picture) return;
    this.images = Object.fromEntries(loaded.filter(([, image]) => image));
    this.picture = picture;
    this.lens = new Lens();
    this.isAtWorst = false;
    this.arrange();
    this.surface.dataset.shown = picture.number;
  }

  async load(part, source) {
    const image = make('img', part.replace('_', '-'));
    image.alt = '';
    image.draggable = false;
    image.src = source;
    try { await image.decode(); } catch { return [part, null]; }
    return [part, image];
  }

  setView(view) {
    this.view = view;
    if (this.picture) this.arrange();
  }

  set(value) {
    this.settings[this.seenView.id] = value;
    this.apply();
  }

  /** Puts the parts of the view into their panes. */
  arrange() {
    clearInterval(this.timer);
    this.timer = null;
    const view = this.seenView;
    this.surface.dataset.view = view.id;
    this.surface.setAttribute('aria-label', `${view.label} of ${this.picture.name}`);
    this.surface.replaceChildren(...(view.id === 'side' ? this.sides() : [this.single(view)]));
    this.split();
    if (this.lens.isFit) this.lens.fit(this.extent, this.pane);
    if (view.id === 'blink') this.blink();
    this.apply();
  }

  sides() {
    return Object.keys(SIDES).map((side) => {
      const image = this.images[side];
      const pane = make('div', 'pane');
      if (image) pane.append(this.sheet('backed', [image]));
      else pane.append(make('p', 'absent', this.absence(side)));
      pane.append(make('span', 'label', SIDES[side]));
      return pane;
    });
  }

  absence(side) {
    if (this.picture.files[side]) return 'The browser can’t show this file.';
    const { status } = this.picture;
    if (side === 'actual' && status === 'missing') return 'No picture was made.';
    if (side === 'expected' && status === 'new') return 'There is no golden picture.';
    if (status === 'error') return 'This file can’t be shown.';
    return 'The report keeps pictures of failures alone.';
  }

  single(view) {
    const pane = make('div', 'pane');
    const classes = { difference: 'difference', heat: 'heat' }[view.id] ?? 'backed';
    pane.append(this.sheet(classes, view.of.map((part) => this.images[part])));
    if (view.id === 'slider') {
      pane.append(make('span', 'label', SIDES.expected), make('span', 'label right', SIDES.actual));
      pane.append(make('div', 'divider'));
    }
    if (view.id === 'blink') pane.append(make('span', 'label'));
    if (view.id === 'heat') pane.append(this.legend());
    return pane;
  }

  sheet(classes, images) {
    const { width, height } = this.extent;
    const sheet = make('div', `sheet ${classes}`);
    sheet.style.width = `${width}px`;
    sheet.style.height = `${height}px`;
    for (const image of images) image.removeAttribute('style');
    sheet.append(...images);
    return sheet;
  }

  legend() {
    if (this.picture.status === 'size') {
      const sizes = make('div', 'legend');
      sizes.append(make('b', 'first'), 'only expected', make('b', 'second'), 'only actual');
      return sizes;
    }
    const legend = make('div', 'legend', '1');
    const most = this.picture.entry.max_diff ?? 1;
    legend.append(make('i'), `${most} ${most === 1 ? 'level' : 'levels'}`);
    return legend;
  }

  /** Puts both sides above or beside each other: whichever leaves more room. */
  split() {
    const { clientWidth: width, clientHeight: height } = this.surface;
    const columns = Lens.fitting(this.extent, { width: width / 2, height });
    const rows = Lens.fitting(this.extent, { width, height: height / 2 });
    this.surface.dataset.split =
      this.seenView.id !== 'side' ? 'none' : rows > columns ? 'rows' : 'columns';
  }

  /** Shows what the lens and the setting of the view say. */
  apply() {
    const { lens, surface } = this;
    const view = this.seenView;
    lens.hold(this.extent, this.pane);
    surface.classList.toggle('magnified', lens.scale > Lens.whole);
    for (const sheet of surface.querySelectorAll('.sheet')) {
      sheet.style.transform = `translate(${lens.x}px, ${lens.y}px) scale(${lens.scale})`;
    }
    const { actual } = this.images;
    if (view.id === 'slider') this.placeDivider(actual);
    if (view.id === 'onion') actual.style.opacity = this.settings.onion / 100;
    if (view.id === 'difference') {
      surface.querySelector('.sheet').style.filter =
        this.settings.difference > 0 ? `brightness(${2 ** this.settings.difference})` : 'none';
    }
    this.drawRing();
    this.changed();
  }

  placeDivider(actual) {
    const left = this.settings.slider / 100 * this.pane.width;
    this.surface.querySelector('.divider').style.left = `${left}px`;
    const hidden = Math.max(0, (left - this.lens.x) / this.lens.scale);
    actual.style.clipPath = `inset(0 0 0 ${hidden}px)`;
  }

  drawRing() {
    const worst = this.picture.worst;
    const isSeen = worst && (this.seenView.id === 'heat' || this.isAtWorst);
    for (const pane of this.surface.querySelectorAll('.pane')) {
      let ring = pane.querySelector('.ring');
      if (!isSeen) { ring?.remove(); continue; }
      if (!ring) {
        ring = make('div', this.seenView.id === 'heat' ? 'ring' : 'ring brief');
        pane.append(ring);
      }
      const { x, y } = this.lens.place({ x: worst.x + 0.5, y: worst.y + 0.5 });
      ring.style.left = `${x}px`;
      ring.style.top = `${y}px`;
    }
  }

  /** Shows both in turn, more slowly than may harm; by hand where motion is not wanted. */
  blink() {
    this.showSide('expected');
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!isStill && !this.isPaused) this.timer = setInterval(() => this.swap(), 800);
  }

  showSide(side) {
    this.side = side;
    this.images.actual.style.visibility = side === 'actual' ? 'visible' : 'hidden';
    this.surface.querySelector('.label').textContent = SIDES[side];
  }

  swap() { this.showSide(this.side === 'actual' ? 'expected' : 'actual'); }

  setPaused(isPaused) {
    this.isPaused = isPaused;
    if (this.picture && this.seenView.id === 'blink') this.arrange();
  }

  fit() {
    this.isAtWorst = false;
    this.lens.fit(this.extent, this.pane);
    this.apply();
  }

  /** Goes to the worst place, a pixel of the picture being one of the screen, or back. */
  toggleWorst() {
    const worst = this.picture?.worst;
    if (!worst) return;
    if (this.isAtWorst) {
      Object.assign(this.lens, this.before);
      this.isAtWorst = false;
    } else {
      this.before = { ...this.lens };
      this.lens.isFit = false;
      this.lens.scale = Lens.whole;
      this.lens.centre({ x: worst.x + 0.5, y: worst.y + 0.5 }, this.pane);
      this.isAtWorst = true;
    }
    this.apply();
  }

  begin(point, target) { this.isSliding = target.classList.contains('divider'); }

  drag(dx, dy, point) {
    if (this.isSliding) {
      this.set(Math.min(Math.max(100 * point.x / this.pane.width, 0), 100));
    } else {
      this.lens.move(dx, dy);
      this.apply();
    }
  }

  zoom(factor, at) {
    if (!this.picture) return;
    const { width, height } = this.pane;
    this.lens.zoom(factor, at ?? { x: width / 2, y: height / 2 });
    this.apply();
  }

  key(event) {
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const way = step[event.key];
    if (!way || !this.picture) return;
    event.preventDefault();
    this.lens.move(way[0] * 60, way[1] * 60);
    this.apply();
  }
}
