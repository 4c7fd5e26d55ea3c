/* The rail of the story's steps: real links, so that they open in new tabs too; a plain click, and the arrow
   keys, stay in the app. Python is told "go": the number of a step. The map's frame passes its keys on. */
const OWN_KEYS = "input, textarea, select, audio, video, [contenteditable], [role=slider], [role=combobox], " +
  "[role=listbox], [role=radiogroup], [role=tablist], [role=grid], [role=menu]";
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

const uses = (event) => {
  const first = event.composedPath()[0];
  return first instanceof Element && first.closest(OWN_KEYS) !== null;
};
const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function lead(a, to, text, title, go) {
  a.textContent = text;
  a.title = title;
  a.hidden = to === null;
  if (to === null) return a.removeAttribute("href");
  a.href = to.href;
  a.onclick = (event) => {
    if (!plain(event) || event.button) return;
    event.preventDefault();
    go(to.at);
  };
}

/** Set the links of the rail: the step before and after, and one for each. */
function fill(bar, { data, all, go }) {
  const page = bar.ownerDocument, before = all[data.at - 2] || null, after = all[data.at] || null;
  bar.setAttribute("aria-label", data.label);
  bar.title = data.keys;
  bar.querySelector(".place").textContent = data.place;
  lead(bar.querySelector(".previous"), before, data.previous, before ? before.title : "", go);
  lead(bar.querySelector(".next"), after || all[0], after ? data.next : data.again, (after || all[0]).title, go);
  bar.querySelector("ol").replaceChildren(...all.map((step) => {
    const item = page.createElement("li"), a = page.createElement("a");
    lead(a, step, "", `${step.at}. ${step.title}`, go);
    a.setAttribute("aria-label", a.title);
    if (step.at === data.at) a.setAttribute("aria-current", "step");
    item.append(a);
    return item;
  }));
}

/** Take the arrow keys, of the page and of the map's frame, for as long as the rail shows this step. */
function listen(bar, step) {
  const page = bar.ownerDocument, view = page.defaultView;
  const onKey = (event) => {
    if (!plain(event) || event.defaultPrevented || !(event.key in STEPS) || uses(event)) return;
    event.preventDefault();
    step(event.key);
  };
  const onMessage = ({ data: said, source }) => {
    if (said?.type !== "corridors:key") return;
    if ([...page.querySelectorAll("iframe")].some((frame) => frame.contentWindow === source)) step(said.key);
  };
  bar.release?.();
  bar.release = () => {
    page.removeEventListener("keydown", onKey);
    view.removeEventListener("message", onMessage);
  };
  page.addEventListener("keydown", onKey);
  view.addEventListener("message", onMessage);
  return bar.release;
}

export default function steps({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".steps");
  const all = data.steps.map((step, i) => ({ ...step, at: i + 1 }));
  const turned = bar.dataset.at && bar.dataset.at !== String(data.at);
  let at = data.at;
  bar.dataset.at = at;
  const go = (to) => {
    if (to < 1 || to > all.length || to === at) return;
    at = to;
    setTriggerValue("go", to);
  };
  fill(bar, { data, all, go });
  if (turned) bar.ownerDocument.querySelector(".stMain")?.scrollTo({ top: 0 });
  return listen(bar, (key) => key in STEPS && go(at + STEPS[key]));
}
