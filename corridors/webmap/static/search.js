/* Search over every name of every place, in any script. */
const MOST_HITS = 7, NO_MATCH = 9;

/** Fold a name for comparing: no accents, no apostrophes or hyphens, lower case. */
export const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'’ʻʼ`-]/g, "").toLowerCase();

const rankOf = (key, query) => {
  if (key === query) return 0;
  if (key.startsWith(query)) return 1;
  if (key.includes(` ${query}`)) return 2;
  return key.includes(query) ? 3 : NO_MATCH;
};

/** How well the best of folded names answers a folded query: 0 equal … 3 somewhere inside, 9 not at all. */
export const rank = (keys, query) => Math.min(...keys.map((key) => rankOf(key, query)));

/** Make a function from typed text to the places that it may mean, best first; null for no text. */
export function searcher(places) {
  const index = places.filter((place) => place.names).map((place) => ({ place, keys: place.names.map(fold) }));
  return (typed) => {
    const query = fold(typed.trim());
    if (!query) return null;
    return index.map(({ place, keys }) => ({ place, match: rank(keys, query) }))
      .filter(({ match }) => match < NO_MATCH)
      .sort((a, b) => a.match - b.match || a.place.rank - b.place.rank)
      .slice(0, MOST_HITS).map(({ place }) => place);
  };
}
