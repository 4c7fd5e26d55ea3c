/* What the page needs before it can draw: its data, from the page itself or from beside it, and a frame with room. */

const TRIES = 7, FIRST_PAUSE_MS = 200, LOOK_AGAIN_MS = 100;
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const node = (name) => document.getElementById(`corridors-${name}`);

/** Fetch JSON; a server that is busy or just starting is asked again, each time after twice the pause. */
export async function fetched(href, tries = TRIES, pauseMs = FIRST_PAUSE_MS) {
  try {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
    return await answer.json();
  } catch (fault) {
    if (tries <= 1) throw fault;
    await pause(pauseMs);
    return fetched(href, tries - 1, 2 * pauseMs);
  }
}

/** Read a block of data; undefined where the page has none of that name. */
export async function read(name) {
  const block = node(name);
  if (!block) return undefined;
  return block.dataset.href ? fetched(block.dataset.href) : JSON.parse(block.textContent);
}

/** Whether a block lies beside the page and may come after the first picture. */
export const comesLater = (name) => Boolean(node(name) && "later" in node(name).dataset);

/** Wait until a frame has room: a view cannot be fitted into nothing. Polled, for hidden pages get no events. */
export async function withRoom(map) {
  const box = map.getContainer();
  if (box.clientWidth && box.clientHeight) return;
  while (!(box.clientWidth && box.clientHeight)) await pause(LOOK_AGAIN_MS);
  map.invalidateSize({ animate: false, pan: false });
}

/** What a page shows: its own state, or that of its name in what was made once for all pages of a language. */
export function contentOf({ base, fine, relief, systems, state, shared, page }) {
  if (!shared) return { base, fine, relief, systems, state };
  const sides = shared.bands[page];
  const placed = shared.places.map((place, i) => ({ ...place, bands: sides[i] }));
  const places = placed.filter((place) => place.bands || place.names);
  return { base, fine, relief, systems: shared.systems, state: { ...shared.states[page], places } };
}
