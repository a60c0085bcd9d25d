// Where one reads in a conversation: at its end, or at the beginning of what is new.
import { el } from "./dom.js";
import { icon } from "./icons.js";

const NEAR = 120; // pixels from the end that still count as being there

export class Reading {
  /** `content` grows inside `scroll`; `follows()` says whether the end is to be kept in view. */
  constructor(scroll, content, { follows }) {
    Object.assign(this, { scroll, atEnd: true, kept: null });
    this.newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toEnd() }, icon("down"), "New messages");
    scroll.addEventListener("scroll", () => this.scrolled());
    // Whoever reads at the end stays there when a message grows or the composer takes more room.
    const room = new ResizeObserver(() => this.atEnd && follows() && this.toEnd());
    room.observe(scroll);
    room.observe(content);
  }

  scrolled() {
    // A long message shown from its beginning stays so, however near its end is, until the reader moves on.
    if (this.kept !== null && Math.abs(this.scroll.scrollTop - this.kept) < 2) return;
    this.kept = null;
    this.atEnd = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
    if (this.atEnd) this.newer.hidden = true;
  }

  toTop() {
    this.kept = null;
    this.newer.hidden = true;
    this.scroll.scrollTop = 0;
  }

  toEnd() {
    this.atEnd = true;
    this.kept = null;
    this.newer.hidden = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  /** Shows everything from this row on: the end, or the row's beginning when that is more than the view holds. */
  from(row) {
    this.toEnd();
    const first = row?.previousElementSibling?.matches(".day") ? row.previousElementSibling : row;
    const hidden = first ? this.scroll.getBoundingClientRect().top - first.getBoundingClientRect().top : 0;
    if (hidden <= 0) return;
    this.scroll.scrollTop -= hidden;
    this.kept = this.scroll.scrollTop;
    this.atEnd = false;
  }
}
