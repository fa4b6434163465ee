// The decision under the signal: label in force, what speaks for it, and how it came about.

import { byId, element, real, resize, setIdentifier, setText } from './text.js';
import { labelColour, resolve } from './palette.js';
import { prepare } from './signal.js';

const MAX_HISTORY = 120;
const ANNOUNCE_AFTER_MS = 1500;
const MAX_SCORES = 24;

export class Decision {
  constructor() {
    this.canvas = byId('history');
    this.clear(null);
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  clear(pipeline) {
    this.pipeline = pipeline;
    this.history = [];
    this.announced = null;
    clearTimeout(this.announcing);
    for (const id of ['verdict-score', 'verdict-window', 'health', 'identity', 'announce']) setText(byId(id), '');
    setText(byId('verdict-label'), '–');
    byId('verdict').style.removeProperty('--label');
    byId('scores').replaceChildren();
    this.draw();
  }

  show(result) {
    this.history.push({ label: result.label, score: result.score });
    this.history.splice(0, this.history.length - MAX_HISTORY);
    this.newest = result;
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => { this.waiting = false; this.render(); });
    }
  }

  render() {
    const { newest: result, pipeline } = this;
    if (!result || !pipeline || !this.history.length) return;
    const { labels, rule } = pipeline.decision;
    setIdentifier(byId('verdict-label'), result.labels?.length ? result.labels.join(' + ') : result.label);
    byId('verdict').style.setProperty('--label', labelColour(result.label, labels));
    setText(byId('verdict-score'), spoken(result, rule));
    const differs = result.window_label !== undefined && result.window_label !== result.label;
    setText(byId('verdict-window'), differs ? `the newest window alone says ${result.window_label}` : 'the newest window agrees');
    renderScores(result, pipeline);
    setText(byId('health'), healthOf(result.health, pipeline.stream.features));
    const { profile, rounding } = pipeline.network;
    setText(byId('identity'), `computed as ${profile} (${rounding} rounding), ${result.arithmetic_id} · message ${result.message_id}`);
    this.announce(result, rule);
    this.draw();
  }

  /** A change of the decision, once it has stood for a moment: a screen reader is not to be flooded. */
  announce(result, rule) {
    if (result.label === this.announced) return;
    this.announced = result.label;
    clearTimeout(this.announcing);
    this.announcing = setTimeout(
      () => setText(byId('announce'), `${result.device}: ${result.label}, ${spoken(result, rule)}`), ANNOUNCE_AFTER_MS);
  }

  draw() {
    const pen = prepare(this.canvas);
    const labels = this.pipeline?.decision.labels ?? [];
    const summary = this.history.slice(-5).map((entry) => entry.label).join(', ');
    this.canvas.setAttribute('aria-label', summary ? `Last decisions, newest at the end: ${summary}` : 'No decision yet');
    if (!pen) return;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const step = width / MAX_HISTORY;
    const bars = this.pipeline?.decision.rule === 'arg_max' || this.pipeline?.decision.rule === 'multi_label';
    pen.fillStyle = resolve('var(--line)');
    pen.fillRect(0, height - 1, width, 1);
    this.history.forEach(({ label, score }, k) => {
      const share = bars ? Math.min(1, Math.max(0.12, score)) : 1;
      pen.fillStyle = resolve(labelColour(label, labels));
      pen.fillRect(width - (this.history.length - k) * step, (1 - share) * (height - 2), Math.max(1, step - 1), share * (height - 2));
    });
  }
}

function spoken(result, rule) {
  if (rule === 'regression') return `value ${real(result.score)}`;
  if (rule === 'reconstruction') return `error ${real(result.score)}`;
  return `${(result.score * 100).toFixed(1)} %`;
}

/** Real-valued outputs: as sent, or from the integers and what they mean. */
function scoresOf(result, output) {
  if (result.scores) return result.scores;
  const outputs = result.outputs ?? [];
  return output.scale === undefined ? outputs : outputs.map((q) => output.scale * (q - output.zero_point));
}

/** The bars: a score each, or what the decision rests on when the network's own outputs say nothing. */
function renderScores(result, pipeline) {
  const { rule, labels, limits } = pipeline.decision;
  const measured = { regression: 'value', reconstruction: 'error' }[rule];
  const outputs = measured ? [] : scoresOf(result, pipeline.network.output);
  const scores = outputs.length ? outputs : [result.score];
  const names = outputs.length ? labels : [measured ?? result.label];
  const marks = (name) => (measured ? Object.values(limits) : [limits[`threshold ${name}`] ?? limits.threshold].filter((x) => x > 0));
  const [low, high] = measured ? around(result.score, marks()) : [Math.min(0, ...scores), Math.max(1, ...scores)];
  const order = strongest(scores);
  setText(byId('scores-title'), measured ? 'Against the limits' : `Scores${scores.length > MAX_SCORES ? `, the ${MAX_SCORES} highest` : ''}`);
  const rows = resize(byId('scores'), order.length, scoreRow);
  order.forEach((k, at) => {
    const name = names[k] ?? `output ${k}`;
    renderScore(rows[at], {
      name, value: scores[k], integer: outputs.length ? result.outputs?.[k] : undefined, marks: marks(name), low, high,
      colour: labelColour(measured ? result.label : name, labels), top: measured !== undefined || name === result.label,
    });
  });
}

/** All of them in their own order; of very many, the highest. */
function strongest(scores) {
  const all = [...scores.keys()];
  return all.length <= MAX_SCORES ? all : all.sort((a, b) => scores[b] - scores[a]).slice(0, MAX_SCORES);
}

function around(value, marks) {
  const low = Math.min(0, value, ...marks);
  const high = Math.max(value, ...marks);
  return [low, high + (high - low || 1) * 0.3];
}

function scoreRow() {
  const row = element('li', 'score-row');
  const meter = element('span', 'meter');
  meter.append(element('span', 'fill'));
  row.append(element('span', 'name'), meter, element('span', 'value'), element('span', 'integer mono'));
  return row;
}

function renderScore(row, { name, value, integer, marks, low, high, colour, top }) {
  const [label, meter, number, bits] = row.children;
  const percent = (x) => `${Math.min(100, Math.max(0, (x - low) / (high - low) * 100))}%`;
  row.classList.toggle('top', top);
  setText(label, name);
  label.title = name;
  setText(number, real(value));
  setText(bits, integer ?? '');
  bits.title = 'the integer that the network computed';
  resize(meter, 1 + marks.length, () => element('span', 'limit'));
  meter.firstElementChild.style.width = percent(value);
  meter.firstElementChild.style.background = colour;
  marks.forEach((mark, k) => { meter.children[k + 1].style.left = percent(mark); });
}

/** What is odd about the input of this window, in a sentence; empty when nothing is. */
function healthOf(health, features) {
  if (!health) return '';
  const name = (k) => features[k] ?? `feature ${k}`;
  const odd = [];
  health.stuck?.forEach((stuck, k) => { if (stuck) odd.push(`${name(k)} is stuck`); });
  health.clipped_pct?.forEach((pct, k) => { if (pct > 0) odd.push(`${name(k)} ${real(pct)} % clipped`); });
  health.out_of_range_pct?.forEach((pct, k) => { if (pct > 0) odd.push(`${name(k)} ${real(pct)} % outside the calibrated range`); });
  return odd.length ? `Input: ${odd.join(', ')}` : 'Input: healthy';
}
