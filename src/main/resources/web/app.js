// The page: an event stream from the gateway, and parts that show what it says.

import { Stream } from './stream.js';
import { Signal } from './signal.js';
import { Decision } from './decision.js';
import { Devices } from './devices.js';
import { showCounters, showDeadLetters, showGateway, showJournal, showLinks, showNetwork, showPace } from './panels.js';
import { byId, element, resize, setText } from './text.js';

const signal = new Signal();
const decision = new Decision();
const devices = new Devices((pipeline, device) => choose({ pipeline, device }));
let chosen = fromAddress();
let newest = null;
let lost = '';

const stream = new Stream({
  snapshot: show,
  signal: (trace) => signal.show(trace),
  result: (result) => decision.show(result),
  displaced: () => signal.say('Other pages look at other devices, and the gateway follows only so many at a time. Choose the device again.'),
  trouble: (sentence) => {
    document.body.classList.toggle('lost', sentence !== '');
    lost = sentence;
    showBanner();
  },
});

/** That the page hears nothing says more than what it heard last. */
function showBanner() {
  const blocked = newest?.journal.blocked;
  const sentence = lost || (blocked ? `Nothing is acknowledged: ${blocked}` : '');
  byId('banner').hidden = sentence === '';
  setText(byId('banner'), sentence);
}

/** `#pipeline/device`, so that an address leads to a device. */
function fromAddress() {
  const [pipeline, device] = location.hash.slice(1).split('/').map(decoded);
  return pipeline ? { pipeline, device: device || null } : { pipeline: null, device: null };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function choose(wanted) {
  chosen = wanted;
  const path = [wanted.pipeline, wanted.device].filter(Boolean).map(encodeURIComponent).join('/');
  history.replaceState(null, '', `#${path}`);
  signal.clear();
  decision.clear(pipelineOf(newest));
  stream.open(wanted.pipeline, wanted.device);
  if (newest) show(newest);
}

const pipelineOf = (snapshot) => snapshot?.pipelines.find((p) => p.name === chosen.pipeline) ?? null;

/** Without a choice, or with one that is gone: the first pipeline and its first device. */
function settle(snapshot) {
  const pipeline = pipelineOf(snapshot) ?? snapshot.pipelines[0];
  if (!pipeline) return;
  const device = pipeline.name === chosen.pipeline && chosen.device ? chosen.device : pipeline.devices[0]?.device ?? null;
  if (pipeline.name !== chosen.pipeline || device !== chosen.device) choose({ pipeline: pipeline.name, device });
}

function show(snapshot) {
  newest = snapshot;
  showGateway(snapshot);
  showLinks(snapshot);
  showJournal(snapshot.journal);
  showBanner();
  settle(snapshot);
  const pipeline = pipelineOf(snapshot);
  showTabs(snapshot);
  if (!pipeline) return;
  if (!stream.follows(chosen.pipeline, chosen.device)) stream.open(chosen.pipeline, chosen.device);
  decision.pipeline = pipeline;
  setText(byId('device-name'), chosen.device ?? 'No device yet');
  devices.show(pipeline, chosen.device, snapshot.time_ms);
  showPace(pipeline);
  showCounters(pipeline);
  showNetwork(pipeline);
  showDeadLetters(pipeline);
}

function showTabs(snapshot) {
  const tabs = resize(byId('pipelines'), snapshot.pipelines.length, tab);
  snapshot.pipelines.forEach((pipeline, k) => {
    setText(tabs[k], pipeline.name);
    tabs[k].setAttribute('aria-pressed', String(pipeline.name === chosen.pipeline));
  });
}

function tab() {
  const made = element('button', 'tab');
  made.type = 'button';
  made.addEventListener('click', () => choose({ pipeline: made.textContent, device: null }));
  return made;
}

window.addEventListener('hashchange', () => choose(fromAddress()));
stream.open(chosen.pipeline, chosen.device);
