/** The pictures that are marked to become golden. */
class Marks {
  /** `changed` is called with a picture whose mark has. */
  constructor(changed) {
    this.changed = changed;
    this.key = `upsample-diff marks ${location.pathname}`;
    this.marked = new Set();
    // A mark counts for what was compared: a picture that was made anew has lost it.
    const lines = new Set((kept(this.key) ?? '').split('\n'));
    for (const picture of pictures) {
      if (picture.isApprovable && lines.has(this.text(picture))) this.marked.add(picture);
    }
    element('save').addEventListener('click', () => this.save());
    element('copy').addEventListener('click', () => this.copy());
    element('clear').addEventListener('click', () => this.clear());
    this.update();
  }

  has(picture) { return this.marked.has(picture); }

  /** Marks a picture, or takes its mark away. */
  toggle(picture) {
    if (!picture.isApprovable) {
      announce('Nothing was made that could be approved');
      return;
    }
    if (!this.marked.delete(picture)) this.marked.add(picture);
    announce(this.marked.has(picture) ? 'Marked' : 'Mark removed');
    this.update();
    this.changed(picture);
  }

  clear() {
    const before = [...this.marked];
    this.marked.clear();
    this.update();
    before.forEach((picture) => this.changed(picture));
    announce('All marks removed');
  }

  /** Those that are marked, in the order of the report. */
  get all() { return pictures.filter((picture) => this.marked.has(picture)); }

  text(picture) { return new TextDecoder().decode(picture.approval); }

  update() {
    const all = this.all;
    const lines = all.map((picture) => this.text(picture));
    keep(this.key, lines.length > 0 ? lines.join('\n') : null);
    const count = element('mark-count');
    count.textContent = all.length;
    count.classList.toggle('some', all.length > 0);
    element('marks-text').value = lines.map((line) => `${line}\n`).join('');
    const foreign = all.filter((picture) => picture.entry.name_hex).length;
    const note = all.length === 0
      ? 'No picture is marked: m marks the one that is shown.'
      : `${all.length} ${all.length === 1 ? 'picture' : 'pictures'}. Each line has the SHA-256 `
        + 'of the file that was compared.';
    element('marks-note').textContent = foreign === 0 ? note
      : `${note} Names that are no text are right in the saved file alone.`;
    for (const id of ['save', 'copy', 'clear']) element(id).disabled = all.length === 0;
    element('marks-command').textContent =
      `upsample diff ${quoted(report.expected)} ${quoted(report.actual)} --approve --from approve.txt`;
  }

  save() {
    const parts = this.all.flatMap((picture) => [picture.approval, '\n']);
    const link = make('a');
    link.href = URL.createObjectURL(new Blob(parts, { type: 'text/plain' }));
    link.download = 'approve.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    announce('Saved as approve.txt');
  }

  async copy() {
    const text = element('marks-text');
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.focus();
      text.select();
      document.execCommand('copy');
    }
    announce('Copied');
  }
}

/** A word for a POSIX shell. */
function quoted(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
