// Text and elements. What comes from outside is only ever set as text, never as markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Sets text only when it differs, so that selections and screen readers are left alone. */
export function setText(target, text) {
  const wanted = String(text);
  if (target.textContent !== wanted) target.textContent = wanted;
}

/** The same for an identifier, which may be broken after its underscores. */
export function setIdentifier(target, text) {
  if (target.textContent === text) return;
  const parts = text.split(/(?<=_)/).flatMap((part) => [part, document.createElement('wbr')]);
  target.replaceChildren(...parts);
}

/** Makes `parent` have exactly `count` children; new ones come from `make`. */
export function resize(parent, count, make) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) parent.append(make());
  return parent.children;
}

export const words = (key) => key.replaceAll('_', ' ');

const NOTHING = '–';

export function count(n) {
  return n === undefined || n === null ? NOTHING : n.toLocaleString('en-US');
}

export function bytes(n) {
  if (n < 1024) return `${n} B`;
  return n < 1048576 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1048576).toFixed(1)} MiB`;
}

export function rate(n) {
  return n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2);
}

export function span(ms) {
  const s = Math.max(0, ms) / 1000;
  if (s < 60) return `${Math.floor(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${Math.floor(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** The same in one unit, for narrow places. */
export const shortSpan = (ms) => span(ms).split(' ').slice(0, 2).join(' ');

/** Three digits that count: 0.988, 12.5, 431. */
export function real(x) {
  if (x === undefined || x === null || !Number.isFinite(x)) return NOTHING;
  const size = Math.abs(x);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return x.toExponential(2);
  return size >= 100 ? x.toFixed(0) : size >= 10 ? x.toFixed(1) : x.toFixed(3);
}

export const clock = (ms) => new Date(ms).toLocaleTimeString('en-GB');

const UNITS = {
  g: 'g', c: '°C', degc: '°C', pct: '%', percent: '%', ppm: 'ppm', lux: 'lx', v: 'V', mv: 'mV', a: 'A', ma: 'mA', w: 'W',
  hz: 'Hz', rpm: 'rpm', dps: '°/s', pa: 'Pa', hpa: 'hPa', kpa: 'kPa', bar: 'bar', db: 'dB', mm: 'mm', um: 'µm', ms2: 'm/s²', mg: 'mg',
};

/** A feature's name and unit; the unit is the name's last word, as in `ax_g`, when it is one we know. */
export function feature(name) {
  const cut = name.lastIndexOf('_');
  const unit = cut > 0 ? UNITS[name.slice(cut + 1).toLowerCase()] : undefined;
  return unit ? { name: words(name.slice(0, cut)), unit } : { name, unit: '' };
}

/** Bytes given in hexadecimal as text, with a dot for what cannot be printed. */
export function printable(hex) {
  let text = '';
  for (let i = 0; i < hex.length; i += 2) {
    const code = parseInt(hex.slice(i, i + 2), 16);
    text += code >= 32 && code < 127 ? String.fromCharCode(code) : '·';
  }
  return text;
}
