/** The figures of a picture, as pairs of what they are and their text. */
function figures(entry) {
  const levels = Math.max(entry.a_bit_depth ?? 8, entry.b_bit_depth ?? 8) === 16 ? 65535 : 255;
  const size = (side) =>
    entry[`${side}_width`] ? `${entry[`${side}_width`]} × ${entry[`${side}_height`]}` : null;
  const [expected, actual] = [size('a'), size('b')];
  const pairs = [
    ['Size', expected === actual ? expected : [expected, actual].filter(Boolean).join(' and ')],
    ['Largest difference', number(entry.max_diff, (value) => `${value} of ${levels} levels`)],
    ['Worst place', number(entry.worst_column, (x) => `column ${x}, row ${entry.worst_row}`)],
    ['Pixels that differ', number(entry.differing_pixels, (count) =>
      `${count.toLocaleString('en')} (${share(count, entry.pixels)})`)],
    ['In the densest square', number(entry.pixels_in_window, (count) =>
      `${count} pixels of ${entry.window_side}×${entry.window_side}`)],
    ['Smoothed edges', some(entry.antialiased_pixels, 'pixels')],
    ['Do not count', some(entry.ignored_pixels, 'pixels')],
    ['PSNR', number(entry.psnr, (value) => `${value.toFixed(2)} dB`)],
    ['SSIM', number(entry.ssim, (value) => value.toFixed(6))],
    ['SSIMULACRA 2', number(entry.ssimulacra2, (value) => value.toFixed(2))],
    ['FLIP', number(entry.flip, (value) => value.toFixed(4))],
    ['Rule', entry.rule && `line ${entry.rule_line}: ${entry.rule}`],
    ['Thresholds', Object.entries(entry.bounds ?? {}).map(([name, value]) =>
      `${name} ${value}`).join(', ')],
    ['Golden', entry.label && `@${entry.label}`],
  ];
  return pairs.filter(([, text]) => text);
}

function number(value, text) { return Number.isFinite(value) ? text(value) : null; }

/** A number of things, if there are any. */
function some(count, things) {
  return count > 0 ? `${count.toLocaleString('en')} ${things}` : null;
}

/** A share in percent, with as many digits as it takes to be seen. */
function share(part, whole) {
  const percent = 100 * part / whole;
  if (part > 0 && percent < 0.001) return `${percent.toPrecision(1)} %`;
  return `${percent.toFixed(3)} %`;
}

/** Writes what is known of a picture below it. */
function showFigures(picture) {
  const section = element('figures');
  section.dataset.status = picture.status;
  const list = make('dl');
  for (const [name, text] of figures(picture.entry)) {
    const pair = make('div');
    pair.append(make('dt', '', name), make('dd', '', readable(String(text))));
    list.append(pair);
  }
  section.replaceChildren(make('p', 'reason', sentence(picture)), list);
}

/** What became of a picture, in a line. */
function sentence(picture) {
  const words = {
    error: 'One of the files can’t be read',
    size: 'The sizes differ',
    changed: 'The picture has changed',
    missing: 'The picture was not made',
    new: 'There is no golden picture of this name',
    within: 'It differs by no more than the thresholds allow',
    equal: 'Equal',
  }[picture.status];
  const reasons = picture.reasons.filter((reason) => !/^(max diff \d+ of|PSNR \S+ dB$|\d+ of)/.test(reason));
  return reasons.length > 0 ? `${words}: ${reasons.join('; ')}` : `${words}.`;
}
