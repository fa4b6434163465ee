// The devices of the chosen pipeline. However many there are, only so many rows exist.

import { byId, count, element, real, resize, setText, shortSpan } from './text.js';
import { labelColour } from './palette.js';

const MAX_ROWS = 100;
const MAX_CHIPS = 10;
const SILENT = 'silent';
const collator = new Intl.Collator('en', { numeric: true });

export class Devices {
  constructor(choose) {
    this.choose = choose;
    this.only = null;
    this.order = [];
    byId('device-search').addEventListener('input', () => this.render());
  }

  show(pipeline, chosen, nowMs) {
    if (pipeline.name !== this.pipeline?.name) this.only = null;
    this.pipeline = pipeline;
    this.chosen = chosen;
    this.nowMs = nowMs;
    this.sort();
    this.render();
  }

  /** Sorting a thousand names a second would be wasted: their set seldom changes. */
  sort() {
    const names = this.pipeline.devices.map((d) => d.device);
    if (names.length !== this.order.length || names.some((name) => !this.known.has(name))) {
      this.known = new Set(names);
      this.order = names.sort(collator.compare);
    }
  }

  render() {
    if (!this.pipeline) return;
    const byName = new Map(this.pipeline.devices.map((d) => [d.device, d]));
    const wanted = byId('device-search').value.trim().toLowerCase();
    const found = this.order.map((name) => byName.get(name)).filter((d) => d
      && d.device.toLowerCase().includes(wanted) && (this.only === null || state(d) === this.only));
    const rows = resize(byId('device-list'), Math.min(MAX_ROWS, found.length), () => this.row());
    for (let k = 0; k < rows.length; k++) this.fill(rows[k].firstElementChild, found[k]);
    const hidden = found.length - rows.length;
    setText(byId('device-more'), hidden > 0 ? `and ${count(hidden)} more: search to find them` : found.length ? '' : 'No device.');
    byId('device-search').parentElement.hidden = this.order.length < 8;
    this.chips();
  }

  row() {
    const item = element('li');
    const button = element('button', 'device');
    button.type = 'button';
    button.append(element('span', 'dot'), element('span', 'name'), element('span', 'heard'), element('span', 'label'), element('span', 'score'));
    button.addEventListener('click', () => this.choose(this.pipeline.name, button.dataset.device));
    item.append(button);
    return item;
  }

  fill(button, device) {
    const [dot, name, heard, label, score] = button.children;
    button.dataset.device = device.device;
    button.setAttribute('aria-current', String(device.device === this.chosen));
    dot.style.background = labelColour(device.silent ? null : device.label, this.pipeline.decision.labels);
    setText(name, device.device);
    name.title = device.device;
    setText(heard, shortSpan(this.nowMs - device.last_heard_ms));
    heard.title = 'since its last message';
    heard.classList.toggle('silent', device.silent);
    setText(label, `${device.silent ? 'silent · ' : ''}${device.label ?? 'no decision yet'}`);
    setText(score, device.score === null ? '' : real(device.score));
  }

  /** How many devices are in which state; a press shows only those. */
  chips() {
    const counts = new Map();
    for (const device of this.pipeline.devices) counts.set(state(device), (counts.get(state(device)) ?? 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_CHIPS);
    const chips = resize(byId('device-counts'), this.order.length < 2 ? 0 : most.length, () => this.chip());
    for (let k = 0; k < chips.length; k++) {
      const [label, devices] = most[k];
      chips[k].dataset.label = label;
      chips[k].setAttribute('aria-pressed', String(label === this.only));
      chips[k].firstElementChild.style.background = labelColour(label === SILENT ? null : label, this.pipeline.decision.labels);
      setText(chips[k].lastElementChild, `${label || 'undecided'} ${count(devices)}`);
    }
  }

  chip() {
    const chip = element('button', 'chip');
    chip.type = 'button';
    chip.append(element('span', 'dot'), element('span'));
    chip.addEventListener('click', () => {
      this.only = this.only === chip.dataset.label ? null : chip.dataset.label;
      this.render();
    });
    return chip;
  }
}

const state = (device) => (device.silent ? SILENT : device.label ?? '');
