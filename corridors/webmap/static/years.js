/* The years: a slider from the first to the last, and today at its end; playing steps through them. */
import { element, setAttributes, textButton } from "./dom.js";

const STEP_MS = 900, SIGNS = { play: "▶", pause: "❚❚" };

/** The card with the slider; `set` is told each new year, null for today. */
export class YearCard {
  constructor([first, last], words, set) {
    Object.assign(this, { first, last, words, set, timer: 0 });
    this.card = element("section", "card year-card");
    this.input = Object.assign(element("input"), { type: "range", min: first, max: last + 1, step: 1, value: last + 1 });
    this.input.setAttribute("aria-label", words.year);
    this.now = element("output", "year-now");
    this.play = textButton("year-play", undefined, () => (this.timer ? this.stop() : this.start()));
    const track = element("div", "year-track"), ends = element("div", "year-ends");
    ends.append(element("span", "", String(first)), element("span", "", words.today));
    track.append(this.input, ends);
    this.card.append(this.play, this.now, track);
    this.input.addEventListener("input", () => {
      this.stop();
      this.tell();
    });
    ["keydown", "keyup"].forEach((name) => this.input.addEventListener(name, (event) => event.stopPropagation()));
    this.stop();
    this.show(null);
  }

  /** The year of the slider, null for today. */
  get year() {
    const value = Number(this.input.value);
    return value > this.last ? null : value;
  }

  /** Show a year without telling of it. */
  show(year) {
    const { input, first, last } = this;
    input.value = year === null || year === undefined ? last + 1 : year;
    const text = this.year === null ? this.words.today : String(this.year);
    this.now.textContent = text;
    input.setAttribute("aria-valuetext", text);
    input.style.setProperty("--at", `${((input.value - first) / (last + 1 - first)) * 100}%`);
  }

  tell() {
    this.show(this.year);
    this.set(this.year);
  }

  start() {
    if (this.year === null) {
      this.show(this.first);
      this.tell();
    }
    this.timer = setInterval(() => {
      this.input.value = Number(this.input.value) + 1;
      this.tell();
      if (this.year === null) this.stop();
    }, STEP_MS);
    this.name("pause");
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.name("play");
  }

  /** Say what the button does next. */
  name(what) {
    this.play.textContent = SIGNS[what];
    setAttributes(this.play, { title: this.words[what], "aria-label": this.words[what] });
  }
}
