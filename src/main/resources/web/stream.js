// The connection to the gateway: one event stream, opened again whenever it breaks or another device is chosen.

const RETRY_MS = 2000;
const LOST_AFTER_MS = 3500;
const STUCK_AFTER_MS = 5000;

export class Stream {
  /** `handlers` has `snapshot`, `signal`, `result`, `displaced` and `trouble` (a sentence, or empty when all is well). */
  constructor(handlers) {
    this.handlers = handlers;
    this.heardAt = performance.now();
    this.movedAt = this.heardAt;
    this.timeMs = 0;
    setInterval(() => this.judge(), 500);
  }

  open(pipeline, device) {
    this.close();
    this.pipeline = pipeline;
    this.device = device;
    const query = pipeline && device ? `?${new URLSearchParams({ pipeline, device })}` : '';
    const source = new EventSource(`api/v1/events${query}`);
    this.source = source;
    const on = (name, handle) => source.addEventListener(name, (event) => {
      if (source === this.source) handle(JSON.parse(event.data));
    });
    on('snapshot', (snapshot) => this.snapshot(snapshot));
    on('signal', this.handlers.signal);
    on('result', this.handlers.result);
    on('displaced', this.handlers.displaced);
    source.onerror = () => this.failed(source);
  }

  /** The browser tries again by itself unless it was refused; then we ask for less: the snapshots without a device. */
  failed(source) {
    if (source === this.source && source.readyState === EventSource.CLOSED) {
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.open(null, null), RETRY_MS);
    }
  }

  follows(pipeline, device) {
    return pipeline === this.pipeline && device === this.device;
  }

  close() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  snapshot(snapshot) {
    this.heardAt = performance.now();
    if (snapshot.time_ms !== this.timeMs) {
      this.timeMs = snapshot.time_ms;
      this.movedAt = this.heardAt;
    }
    this.handlers.snapshot(snapshot);
    this.judge();
  }

  judge() {
    const now = performance.now();
    const silentMs = now - this.heardAt;
    const stuckMs = now - this.movedAt;
    const seconds = (ms) => `${Math.round(ms / 1000)} s`;
    if (silentMs > LOST_AFTER_MS) {
      this.handlers.trouble(`No word from the gateway for ${seconds(silentMs)}. What you see is its last known state; trying again.`);
    } else if (stuckMs > STUCK_AFTER_MS) {
      this.handlers.trouble(`The gateway answers, but its pipelines have not moved for ${seconds(stuckMs)}.`);
    } else {
      this.handlers.trouble('');
    }
  }
}
