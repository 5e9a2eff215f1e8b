/** Which part of a picture a pane shows: `scale` pixels of the page for one of the picture,
    whose corner lies at `x`, `y`. */
class Lens {
  constructor() {
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.isFit = true;
  }

  static least = 1 / 64;
  static most = 64;

  /** The scale at which a pixel of the picture is one of the screen. */
  static get whole() { return 1 / (window.devicePixelRatio || 1); }

  /** The scale at which a picture fits into a pane; small ones are magnified by whole numbers. */
  static fitting(picture, pane) {
    const margin = 16;
    const room = Math.min(
      (pane.width - margin) / picture.width, (pane.height - margin) / picture.height);
    if (room >= 2) return Math.min(Math.floor(room), 16);
    return Math.max(Lens.least, Math.min(room, 1));
  }

  fit(picture, pane) {
    this.isFit = true;
    this.scale = Lens.fitting(picture, pane);
    this.centre({ x: picture.width / 2, y: picture.height / 2 }, pane);
  }

  /** Brings a point of the picture to the middle of the pane. */
  centre(point, pane) {
    this.x = Math.round(pane.width / 2 - point.x * this.scale);
    this.y = Math.round(pane.height / 2 - point.y * this.scale);
  }

  /** Magnifies about a point of the pane. */
  zoom(factor, at) {
    const scale = Math.min(Math.max(this.scale * factor, Lens.least), Lens.most);
    this.x = at.x - (at.x - this.x) * scale / this.scale;
    this.y = at.y - (at.y - this.y) * scale / this.scale;
    this.scale = scale;
    this.isFit = false;
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.isFit = false;
  }

  /** Keeps some of the picture in the pane. */
  hold(picture, pane) {
    const rest = 48;
    const limit = (value, extent, room) =>
      Math.min(Math.max(value, rest - extent * this.scale), room - rest);
    this.x = limit(this.x, picture.width, pane.width);
    this.y = limit(this.y, picture.height, pane.height);
  }

  /** Where a point of the picture is in the pane. */
  place(point) { return { x: this.x + point.x * this.scale, y: this.y + point.y * this.scale }; }
}

/** Moves and magnifies by pointers: one drags, two pinch, the wheel magnifies. */
class Pointers {
  /** `target` has `drag(dx, dy, point)`, `begin(point)` and `zoom(factor, point)`. */
  constructor(surface, target) {
    this.surface = surface;
    this.target = target;
    this.points = new Map();
    surface.addEventListener('pointerdown', (event) => this.down(event));
    surface.addEventListener('pointermove', (event) => this.move(event));
    for (const end of ['pointerup', 'pointercancel']) {
      surface.addEventListener(end, (event) => this.points.delete(event.pointerId));
    }
    surface.addEventListener('wheel', (event) => {
      event.preventDefault();
      const step = event.deltaMode === 0 ? event.deltaY / 400 : event.deltaY / 8;
      target.zoom(2 ** -Math.min(Math.max(step, -1), 1), this.inPane(event));
    }, { passive: false });
  }

  /** The place of an event in its pane. */
  inPane(event) {
    const panes = [...this.surface.querySelectorAll('.pane')];
    const box = (panes.find((pane) => pane.contains(event.target)) ?? this.surface)
      .getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  down(event) {
    if (event.button !== 0) return;
    this.surface.setPointerCapture(event.pointerId);
    const point = this.inPane(event);
    this.points.set(event.pointerId, {
      x: event.clientX, y: event.clientY, left: event.clientX - point.x, top: event.clientY - point.y,
    });
    if (this.points.size === 1) this.target.begin(point, event.target);
  }

  move(event) {
    const before = this.points.get(event.pointerId);
    if (!before) return;
    const now = { ...before, x: event.clientX, y: event.clientY };
    const other = [...this.points].find(([id]) => id !== event.pointerId)?.[1];
    this.points.set(event.pointerId, now);
    if (!other) {
      const point = { x: now.x - now.left, y: now.y - now.top };
      this.target.drag(now.x - before.x, now.y - before.y, point);
      return;
    }
    const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y);
    const middle = { x: (now.x + other.x) / 2 - now.left, y: (now.y + other.y) / 2 - now.top };
    this.target.zoom(distance(now) / Math.max(1, distance(before)), middle);
  }
}
