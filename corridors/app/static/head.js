/* The head of every page: real links, so that they open in new tabs too; a plain click stays in the app.
   Python is told "go": {page} or {lang}. A click on a point of any chart opens its source in a new tab. */
const link = ({ id, title, href, current }, name, setTriggerValue) => {
  const a = document.createElement("a");
  a.textContent = title;
  a.href = href;
  a.dataset.id = id;
  if (name === "lang") a.lang = id;
  if (current) a.setAttribute("aria-current", name === "page" ? "page" : "true");
  a.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("go", { [name]: id });
  });
  return a;
};

/* Vega keeps the datum of a mark at its node; left alone it would put the source in the place of the app,
   and Streamlit passes on no option of Vega's loader. */
const openSource = (event) => {
  const href = event.target.closest?.(".stVegaLiteChart") && event.target.__data__?.href;
  if (!/^https?:\/\//i.test(href || "")) return;
  event.stopPropagation();
  event.preventDefault();
  window.open(href, "_blank", "noopener,noreferrer");
};

export default function head({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".head");
  const [brand, pages, langs] = ["brand", "pages", "langs"].map((name) => bar.querySelector(`.${name}`));
  brand.textContent = data.brand;
  brand.href = data.pages[0].href;
  brand.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("go", { page: data.pages[0].id });
  };
  pages.setAttribute("aria-label", data.pages_label);
  langs.setAttribute("aria-label", data.langs_label);
  pages.replaceChildren(...data.pages.map((item) => link(item, "page", setTriggerValue)));
  const here = pages.querySelector("[aria-current]");
  if (here)
    requestAnimationFrame(() => {
      pages.scrollLeft = here.offsetLeft - pages.offsetLeft - (pages.clientWidth - here.offsetWidth) / 2;
    });
  langs.replaceChildren(...data.langs.map((item) => link(item, "lang", setTriggerValue)));
  document.documentElement.lang = data.lang;
  document.addEventListener("click", openSource, { capture: true });
  return () => document.removeEventListener("click", openSource, { capture: true });
}
