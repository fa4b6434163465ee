// Everything around the signal: gateway, links, journal, pace, counters, network, dead letters.

import { byId, bytes, clock, count, element, printable, rate, real, resize, setText, span, words } from './text.js';

export function showGateway(snapshot) {
  const { gateway } = snapshot;
  setText(byId('gateway-name'), gateway.name);
  setText(byId('gateway-facts'), `Twinbit ${gateway.version} · ${gateway.state} · up ${span(gateway.uptime_s * 1000)}`);
  document.title = `${gateway.name} · Twinbit`;
}

export function showLinks(snapshot) {
  const pills = resize(byId('link-pills'), snapshot.links.length, pill);
  const cards = resize(byId('links'), snapshot.links.length, linkCard);
  snapshot.links.forEach((link, k) => {
    pills[k].className = `pill ${phaseClass(link)}`;
    setText(pills[k].lastElementChild, `${link.name} ${link.phase}`);
    cards[k].className = `link ${phaseClass(link)}`;
    fillLink(cards[k], link, snapshot.time_ms);
  });
}

const phaseClass = (link) => (['up', 'down', 'closed', 'connecting'].includes(link.phase) ? link.phase : '');

function pill() {
  const item = element('li', 'pill');
  item.append(element('span', 'dot'), element('span'));
  return item;
}

function linkCard() {
  const item = element('li', 'link');
  const head = element('div', 'link-head');
  head.append(element('span', 'dot'), element('span', 'name'), element('span', 'phase'));
  item.append(head, element('p', 'quiet mono'), element('p', 'quiet'), element('p', 'quiet'));
  return item;
}

function fillLink(card, link, nowMs) {
  const [head, address, error, counters] = card.children;
  setText(head.children[1], link.name);
  setText(head.children[2], `${link.phase} for ${span(nowMs - link.since_ms)}`);
  const until = link.certificate_ends_ms ? ` · certificates until ${new Date(link.certificate_ends_ms).toISOString().slice(0, 10)}` : '';
  setText(address, link.address + until);
  setText(error, link.last_error ? `${link.phase === 'up' ? 'last: ' : ''}${link.last_error}` : '');
  setText(counters, Object.entries(link.counters).map(([name, n]) => `${words(name)} ${count(n)}`).join(' · '));
}

const STORED = /^(messages|commits|written_bytes)$/;

export function showJournal(journal) {
  const { counters, recovered } = journal;
  byId('journal-room').value = journal.bytes / journal.max_bytes;
  setText(byId('journal-bytes'), `${bytes(journal.bytes)} of ${bytes(journal.max_bytes)} on the disk`);
  setText(byId('journal-said'), journal.blocked ? `blocked: ${journal.blocked}` : journal.last_error ? `last error: ${journal.last_error}` : '');
  const troubles = Object.entries(counters).filter(([name, n]) => n > 0 && !STORED.test(name));
  const facts = [
    ['waiting for the pipelines', count(journal.lag_messages)],
    ['oldest', span(journal.oldest_age_s * 1000)],
    ['messages stored', count(counters.messages)],
    ['in commits', count(counters.commits)],
    ['found at the start', count(recovered.messages)],
    ...(recovered.torn_bytes > 0 ? [['torn end cut', bytes(recovered.torn_bytes)]] : []),
    ...troubles.map(([name, n]) => [words(name), count(n)]),
  ];
  const cells = resize(byId('journal'), facts.length * 2, () => element(byId('journal').children.length % 2 ? 'dd' : 'dt'));
  facts.forEach(([name, value], k) => {
    setText(cells[2 * k], name);
    setText(cells[2 * k + 1], value);
    cells[2 * k + 1].classList.toggle('alarm', k >= facts.length - troubles.length);
  });
  showDamage(recovered.set_aside);
}

function showDamage(files) {
  const box = byId('journal-damage');
  box.hidden = files.length === 0;
  setText(box.firstElementChild, `${count(files.length)} damaged ${files.length === 1 ? 'file' : 'files'} set aside at the start`);
  const items = resize(box.lastElementChild, files.length, () => element('li'));
  files.forEach((text, k) => setText(items[k], text));
}

export function showPace(pipeline) {
  const tiles = [
    ['messages', rate(pipeline.messages_per_s), '/s'],
    ['results', rate(pipeline.results_per_s), '/s'],
    ['latency p50', real(pipeline.latency_p50_ms), 'ms'],
    ['latency p99', real(pipeline.latency_p99_ms), 'ms'],
  ];
  const made = resize(byId('tiles'), tiles.length, tile);
  tiles.forEach(([name, value, unit], k) => {
    setText(made[k].firstElementChild, name);
    setText(made[k].lastElementChild.firstElementChild, value);
    setText(made[k].lastElementChild.lastElementChild, unit);
  });
}

function tile() {
  const made = element('div', 'tile');
  const value = element('dd');
  value.append(element('span'), element('small'));
  made.append(element('dt'), value);
  return made;
}

const HARMLESS = /^(messages|samples|windows|results|inferences|ticks|devices)/;

export function showCounters(pipeline) {
  const entries = Object.entries(pipeline.counters);
  const cells = resize(byId('counters'), entries.length * 2, () => element(byId('counters').children.length % 2 ? 'dd' : 'dt'));
  entries.forEach(([name, n], k) => {
    setText(cells[2 * k], words(name));
    setText(cells[2 * k + 1], count(n));
    cells[2 * k + 1].classList.toggle('alarm', n > 0 && !HARMLESS.test(name));
  });
}

export function showNetwork(pipeline) {
  const { network, stream } = pipeline;
  const facts = [
    ['Model', network.model_file, 'broad'],
    ['Arithmetic', network.arithmetic_id, 'broad mono'],
    ['Profile', network.profile],
    ['Rounding', words(network.rounding)],
    ['Weights', bytes(network.weights_bytes)],
    ['Arena', bytes(network.arena_bytes)],
    ['Multiply-accumulates', count(network.macs)],
    ['Window', `${count(stream.window_samples)} samples, every ${count(stream.hop_samples)}`],
    ['Input', tensor(network.input), 'broad'],
    ['Output', tensor(network.output), 'broad'],
    ['Topic', pipeline.topic, 'broad mono'],
  ];
  const made = resize(byId('network-facts'), facts.length, fact);
  facts.forEach(([name, value, className], k) => {
    made[k].className = className ?? '';
    setText(made[k].firstElementChild, name);
    setText(made[k].lastElementChild, value);
  });
  showLayers(network.layers);
}

function fact() {
  const made = element('div');
  made.append(element('dt'), element('dd'));
  return made;
}

const shape = (dimensions) => (dimensions.length ? dimensions.join('×') : 'scalar');

function tensor({ type, shape: dimensions, scale, zero_point: zeroPoint }) {
  const meaning = scale === undefined ? '' : `, scale ${scale}, zero point ${zeroPoint}`;
  return `${type} ${shape(dimensions)}${meaning}`;
}

function showLayers(layers) {
  const rows = resize(byId('layers'), layers.length, () => row(4));
  layers.forEach((layer, k) => {
    const constants = layer.constants.filter((s) => s.length > 0).map(shape).join(', ');
    [k, layer.operator, layer.outputs.map(shape).join(', '), constants].forEach((text, c) => setText(rows[k].children[c], text));
    rows[k].title = `input ${layer.inputs.map(shape).join(', ')}`;
  });
}

function row(cells) {
  const made = element('tr');
  for (let c = 0; c < cells; c++) made.append(element('td'));
  return made;
}

export function showDeadLetters(pipeline) {
  const letters = pipeline.dead_letters;
  byId('letters-table').hidden = letters.length === 0;
  byId('letters-note').hidden = letters.length > 0;
  const rows = resize(byId('letters'), letters.length, () => row(5));
  letters.forEach((letter, k) => {
    const where = letter.offset_bytes === null ? '' : ` at byte ${letter.offset_bytes} of ${letter.payload_bytes}`;
    const head = printable(letter.payload_head_hex);
    const more = letter.payload_bytes * 2 > letter.payload_head_hex.length ? ' …' : '';
    const texts = [clock(letter.time_ms), letter.topic, words(letter.cause), `${letter.detail}${where}`, `${head}${more}`];
    texts.forEach((text, c) => setText(rows[k].children[c], text));
    ['still', 'mono', 'still', 'wrap', 'wrap mono'].forEach((name, c) => { rows[k].children[c].className = name; });
    rows[k].children[4].title = letter.payload_head_hex;
  });
}
