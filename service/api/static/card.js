/** The small card that explains what is pointed at or focused. */

/** Put `floating` below the rectangle `place`, or above it where there is more room, within the window. */
export function settle(floating, place) {
  floating.hidden = false;
  const { width, height } = floating.getBoundingClientRect();
  const below = place.bottom + 8;
  const top = below + height <= innerHeight || place.top < innerHeight - place.bottom ? below : place.top - height - 8;
  floating.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  floating.style.left = `${Math.max(12, Math.min(place.left, innerWidth - width - 12))}px`;
}

export class Card {
  #card;
  #describe;
  #timer = 0;
  #target = null;

  /** `describe(element)` gives what the card says of an element of `root`, null where it has nothing to say. */
  constructor(card, root, describe) {
    this.#card = card;
    this.#describe = describe;
    root.addEventListener("mouseover", (event) => this.#soon(event.target));
    root.addEventListener("mouseleave", () => this.#soon(null));
    root.addEventListener("focusin", (event) => this.show(event.target));
    root.addEventListener("focusout", () => this.hide());
    root.addEventListener("scroll", () => this.#follow(), { passive: true });
    card.addEventListener("mouseenter", () => clearTimeout(this.#timer));
    card.addEventListener("mouseleave", () => this.#soon(null));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
  }

  show(target) {
    clearTimeout(this.#timer);
    const content = target && this.#describe(target);
    if (!content) return this.hide();
    this.hide();
    this.#card.replaceChildren(...content);
    this.#target = target;
    target.setAttribute("aria-describedby", this.#card.id);
    this.#follow();
  }

  hide() {
    clearTimeout(this.#timer);
    this.#card.hidden = true;
    this.#target?.removeAttribute("aria-describedby");
    this.#target = null;
  }

  /** Stay with what is explained when the text is scrolled. */
  #follow() {
    if (this.#target) settle(this.#card, this.#target.getClientRects()[0] ?? this.#target.getBoundingClientRect());
  }

  #soon(target) {
    clearTimeout(this.#timer);
    const marked = target?.closest?.(".entity, .marker") ?? null;
    if (marked && marked === this.#target) return;
    this.#timer = setTimeout(() => (marked ? this.show(marked) : this.#leave()), marked ? 120 : 250);
  }

  /** Nothing is pointed at any more: what is focused is explained again. */
  #leave() {
    const focused = document.activeElement;
    if (focused?.matches?.(".entity, .marker")) this.show(focused);
    else this.hide();
  }
}
