// The WebSocket that brings news from the playground, opened again by itself when it breaks.

const PATIENCE = [300, 600, 1200, 2500, 5000];

export class Live {
  constructor({ onEvent, onOpen, onLost }) {
    Object.assign(this, { onEvent, onOpen, onLost, failures: 0, socket: null });
  }

  /** Listens as this person; resolves when the line is open, or could not be opened at first. */
  follow(me) {
    this.me = me;
    this.leave();
    return new Promise((resolve) => {
      this.settled = resolve;
      this.open();
    });
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/playground/live?as=${encodeURIComponent(this.me)}`);
    this.socket = socket;
    socket.addEventListener("open", () => {
      const again = this.failures > 0;
      this.failures = 0;
      this.settled();
      this.onOpen(again);
    });
    socket.addEventListener("message", (message) => {
      if (socket === this.socket) this.onEvent(JSON.parse(message.data));
    });
    socket.addEventListener("close", () => {
      if (socket !== this.socket) return;
      this.failures += 1;
      this.settled();
      // One quiet retry first: a person who reloads or changes name should not see a warning flash by.
      if (this.failures > 1) this.onLost();
      this.timer = setTimeout(() => this.open(), PATIENCE[Math.min(this.failures, PATIENCE.length) - 1]);
    });
  }

  leave() {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
