/* The frame of the map: its panes, corners, popups and the views that it goes to. */
import { narrow } from "./dom.js";

const PHONE_ZOOM = 2.75, ONLINE_ZOOM = 19;
const PANES = { ground: 150, systems: 300, traffic: 350, places: 620 }, OVER = { tooltipPane: 680, popupPane: 700 };
// what of the frame lies under cards and buttons: left and top, right and bottom
const PADDING = { phone: [[60, 130], [75, 150]], cover: [[40, 40], [40, 40]], route: [[130, 110], [110, 90]],
  listed: [[430, 70], [110, 90]], phoneListed: [[12, 385], [12, 130]] };

/** Make the panes of the map in their order. */
export function makePanes(map) {
  Object.entries(PANES).forEach(([name, z]) => { map.createPane(name).style.zIndex = z; });
  Object.entries(OVER).forEach(([name, z]) => { map.getPane(name).style.zIndex = z; });
}

/** Keep the map from taking the clicks and wheel turns of a block. */
export const guard = (node) => {
  L.DomEvent.disableClickPropagation(node);
  L.DomEvent.disableScrollPropagation(node);
  return node;
};

/** Put a block into a corner of the map. */
export const corner = (map, where, node) => {
  const control = L.control({ position: where });
  control.onAdd = () => guard(node);
  return control.addTo(map);
};

/** A popup that keeps clear of the cards at the map's edges. */
export const popup = () => L.popup({
  className: "pop-frame", maxWidth: 320, minWidth: 220,
  autoPanPaddingTopLeft: narrow() ? [10, 70] : [400, 20], autoPanPaddingBottomRight: narrow() ? [10, 120] : [80, 90],
});

const paddingOf = (view) => {
  if (narrow()) return view.listed ? PADDING.phoneListed : PADDING.phone;
  if (view.listed) return PADDING.listed;
  return view.cover ? PADDING.cover : PADDING.route;
};

/** Go to a view: {bounds: [west, south, east, north], cover?, listed?} or {lon, lat, zoom}. */
export function show(map, view, animate) {
  if (!view) return;
  if (!view.bounds) {
    map.setView([view.lat, view.lon], view.zoom, { animate });
    return;
  }
  const [west, south, east, north] = view.bounds, bounds = L.latLngBounds([south, west], [north, east]);
  const [paddingTopLeft, paddingBottomRight] = paddingOf(view);
  if (narrow() && view.cover) {
    const fit = map.getBoundsZoom(bounds, false, L.point(paddingTopLeft).add(paddingBottomRight).divideBy(2));
    map.setView(bounds.getCenter(), Math.max(fit, PHONE_ZOOM), { animate });
  } else {
    map.fitBounds(bounds, { paddingTopLeft, paddingBottomRight, animate });
  }
}

/** Online tiles: only there when asked for; `ground` is told whether the own ground shows. */
export const onlineTiles = (tiles, ground) => tiles.map((tile) =>
  L.tileLayer(tile.url, { attribution: tile.credit, maxZoom: ONLINE_ZOOM })
    .on("add", () => ground(false)).on("remove", () => ground(true)));
