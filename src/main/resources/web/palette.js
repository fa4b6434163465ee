// Colours, from the style sheet, so that light and dark need no code here.

const LABELS = 8;
const SERIES = 6;
const NEUTRAL = new Set(['unknown', 'none', '']);
const NAMED = { normal: 0, ok: 0, anomaly: 3, high: 3, low: 4 };

const property = (name) => `var(--${name})`;

/** Colour of a label for styles; the same label has the same colour everywhere. */
export function labelColour(label, labels) {
  if (label === null || label === undefined || NEUTRAL.has(label)) return property('label-none');
  if (Object.hasOwn(NAMED, label)) return property(`label-${NAMED[label]}`);
  const index = labels.indexOf(label);
  return property(index < 0 ? 'label-none' : `label-${index % LABELS}`);
}

export const seriesColour = (index) => property(`series-${index % SERIES}`);

/** A colour of the style sheet as a canvas wants it. */
export function resolve(colour) {
  const name = colour.slice(4, -1);
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
