// The newest window of a device on a canvas: one lane a feature, each with its own scale, over one axis of time.

import { byId, element, feature, real, resize, setText } from './text.js';
import { resolve, seriesColour } from './palette.js';

const MAX_LANES = 6;
const AFTERGLOW = [0.14, 0.3];
const SHRINK = 0.08;
const LEFT = 46;
const BOTTOM = 22;
const LANE_GAP = 10;

export class Signal {
  constructor() {
    this.canvas = byId('signal');
    this.calm = matchMedia('(prefers-reduced-motion: reduce)');
    this.clear();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  /** Another device: nothing of the last one stays. */
  clear() {
    this.traces = [];
    this.ranges = [];
    this.features = [];
    this.shown = new Set();
    byId('legend').replaceChildren();
    this.say('Waiting for a signal …');
    this.draw();
  }

  say(note) {
    setText(byId('signal-note'), note);
    byId('signal-note').hidden = note === '';
  }

  show(trace) {
    if (trace.features.join('\n') !== this.features.join('\n')) this.rename(trace.features);
    this.traces.push(trace);
    this.traces.splice(0, this.traces.length - (this.calm.matches ? 1 : AFTERGLOW.length + 1));
    trace.values.forEach((row, i) => this.fit(i, row));
    this.say('');
    this.legend(trace);
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => { this.waiting = false; this.draw(); });
    }
  }

  rename(features) {
    this.features = features;
    this.traces = [];
    this.ranges = [];
    this.shown = new Set(features.keys().filter((i) => i < MAX_LANES));
  }

  /** The scale widens at once and narrows slowly, so that the lanes do not tremble. */
  fit(i, row) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const room = Math.max((high - low) * 0.12, Math.abs(high) * 0.002, 1e-6);
    low -= room;
    high += room;
    const before = this.ranges[i] ?? { low, high };
    this.ranges[i] = {
      low: low < before.low ? low : before.low + (low - before.low) * SHRINK,
      high: high > before.high ? high : before.high + (high - before.high) * SHRINK,
    };
  }

  legend(trace) {
    const chips = resize(byId('legend'), trace.features.length, () => this.chip());
    trace.features.forEach((name, i) => {
      const { name: shortName, unit } = feature(name);
      const newest = trace.values[i].at(-1);
      setText(chips[i].lastElementChild, `${shortName} ${real(newest)}${unit && ` ${unit}`}`);
      chips[i].firstElementChild.style.background = seriesColour(i);
      chips[i].setAttribute('aria-pressed', String(this.shown.has(i)));
    });
    const ms = trace.window_samples * trace.sample_interval_us / 1000;
    setText(byId('signal-facts'), `newest ${trace.window_samples} samples · ${duration(ms)} · ${real(1e6 / trace.sample_interval_us)} Hz`);
  }

  chip() {
    const chip = element('button', 'chip');
    chip.type = 'button';
    chip.append(element('span', 'dot'), element('span'));
    chip.addEventListener('click', () => this.toggle([...byId('legend').children].indexOf(chip)));
    return chip;
  }

  toggle(i) {
    if (!this.shown.delete(i)) {
      if (this.shown.size === MAX_LANES) this.shown.delete(Math.max(...this.shown));
      this.shown.add(i);
    }
    if (this.traces.length) this.legend(this.traces.at(-1));
    this.draw();
  }

  draw() {
    const pen = prepare(this.canvas);
    if (!pen || !this.traces.length) return;
    const lanes = [...this.shown].sort((a, b) => a - b);
    const width = this.canvas.clientWidth - LEFT;
    const height = (this.canvas.clientHeight - BOTTOM - LANE_GAP * (lanes.length - 1)) / lanes.length;
    lanes.forEach((i, at) => this.lane(pen, i, { x: LEFT, y: at * (height + LANE_GAP), width, height }));
    timeAxis(pen, this.traces.at(-1), width, this.canvas.clientHeight);
  }

  lane(pen, i, box) {
    const range = this.ranges[i];
    pen.strokeStyle = resolve('var(--line)');
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 6);
    pen.stroke();
    scaleAxis(pen, range, box);
    pen.save();
    pen.beginPath();
    pen.rect(box.x, box.y, box.width, box.height);
    pen.clip();
    pen.strokeStyle = resolve(seriesColour(i));
    this.traces.forEach((trace, age) => {
      const newest = age === this.traces.length - 1;
      pen.globalAlpha = newest ? 1 : AFTERGLOW[age + AFTERGLOW.length + 1 - this.traces.length];
      pen.lineWidth = newest ? 1.6 : 1.1;
      curve(pen, trace.values[i], range, box);
    });
    pen.restore();
    laneTitle(pen, this.features[i], box);
  }
}

/** A pen whose unit is the style sheet's pixel, on a cleared canvas as sharp as the screen. */
export function prepare(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (!width || !height) return null;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = '11px system-ui, sans-serif';
  return pen;
}

function curve(pen, row, range, box) {
  const dx = box.width / Math.max(1, row.length - 1);
  const dy = box.height / (range.high - range.low);
  pen.beginPath();
  row.forEach((value, k) => pen.lineTo(box.x + k * dx, box.y + box.height - (value - range.low) * dy));
  pen.stroke();
}

/** Round numbers, `wanted` of them or a few less, that lie between low and high. */
function ticks(low, high, wanted) {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) found.push(k * step);
  return { step, at: found };
}

const decimals = (step) => Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));

function scaleAxis(pen, range, box) {
  const { step, at } = ticks(range.low, range.high, Math.max(2, Math.floor(box.height / 24)));
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  for (const value of at) {
    const y = box.y + box.height - (value - range.low) * box.height / (range.high - range.low);
    pen.strokeStyle = resolve('var(--line)');
    pen.globalAlpha = 0.55;
    pen.strokeRect(box.x, Math.round(y) + 0.5, box.width, 0);
    pen.globalAlpha = 1;
    if (y > box.y + 6 && y < box.y + box.height - 5) {
      pen.fillStyle = resolve('var(--quiet)');
      pen.fillText(value.toFixed(decimals(step)), box.x - 7, y);
    }
  }
}

/** Over the curve, on a ground of its own. */
function laneTitle(pen, name, box) {
  const { name: shortName, unit } = feature(name);
  const title = unit ? `${shortName} (${unit})` : shortName;
  pen.fillStyle = resolve('var(--card)');
  pen.globalAlpha = 0.82;
  pen.fillRect(box.x + 3, box.y + 3, pen.measureText(title).width + 9, 17);
  pen.globalAlpha = 1;
  pen.fillStyle = resolve('var(--quiet)');
  pen.textAlign = 'left';
  pen.textBaseline = 'top';
  pen.fillText(title, box.x + 7, box.y + 6);
}

/** Time before the newest sample. */
function timeAxis(pen, trace, width, bottom) {
  const ms = Math.max(1, trace.window_samples - 1) * trace.sample_interval_us / 1000;
  const [scale, unit] = ms >= 3.6e6 ? [3.6e6, 'h'] : ms >= 60000 ? [60000, 'min'] : ms >= 1000 ? [1000, 's'] : [1, 'ms'];
  const { step, at } = ticks(-ms / scale, 0, Math.max(2, Math.floor(width / 110)));
  pen.fillStyle = resolve('var(--quiet)');
  pen.textBaseline = 'alphabetic';
  at.forEach((value) => {
    const last = value > -step / 2;
    const x = LEFT + width + value * scale / ms * width;
    pen.textAlign = last ? 'right' : x < LEFT + 20 ? 'left' : 'center';
    pen.fillText(last ? `newest` : `${value.toFixed(decimals(step))} ${unit}`, x, bottom - 5);
  });
}

function duration(ms) {
  return ms >= 120000 ? `${real(ms / 60000)} min` : ms >= 1000 ? `${real(ms / 1000)} s` : `${real(ms)} ms`;
}
