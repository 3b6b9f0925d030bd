// The ground of every map: a net of degrees and a scale; another server's pictures only where the page names them.

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const STILLNESS = matchMedia("(prefers-reduced-motion: reduce)").matches && { fadeAnimation: false, zoomAnimation: false, inertia: false };

export function ground(box) {
  const { tiles, credit, creditUrl, zoomIn, zoomOut } = box.dataset;
  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), maxZoom: 18, minZoom: 4, zoomSnap: 0.5, ...STILLNESS });
  // Leaflet has no option for this one: a map that makes room for a popup would glide.
  if (STILLNESS) map.panBy = (by) => L.Map.prototype.panBy.call(map, by, { animate: false });
  L.control.zoom({ position: "bottomright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(tiles, { attribution: thanks(credit, creditUrl), maxZoom: 18 }).addTo(map);
  } else {
    const net = L.layerGroup().addTo(map);
    map.on("moveend zoomend", () => draw(map, net));
  }
  return map;
}

export function numberedPin(number, [x, y] = [0, 0]) {
  const text = document.createElement("span");
  text.textContent = number;
  return L.divIcon({ className: "map-pin", html: text, iconSize: [32, 32], iconAnchor: [16 - x, 16 - y], popupAnchor: [x, y - 14] });
}

function draw(map, net) {
  const bounds = map.getBounds().pad(0.5);
  const wide = map.getBounds().getEast() - map.getBounds().getWest();
  const step = STEPS.find((one) => wide / one <= 6) ?? 10;
  net.clearLayers();
  for (const longitude of multiples(bounds.getWest(), bounds.getEast(), step)) {
    net.addLayer(line([bounds.getSouth(), longitude], [bounds.getNorth(), longitude]));
  }
  for (const latitude of multiples(bounds.getSouth(), bounds.getNorth(), step)) {
    net.addLayer(line([latitude, bounds.getWest()], [latitude, bounds.getEast()]));
  }
}

function line(from, to) {
  return L.polyline([from, to], { className: "map-net", weight: 1, interactive: false });
}

function* multiples(from, to, step) {
  for (let number = Math.ceil(from / step); number * step <= to; number += 1) yield number * step;
}

function thanks(credit, url) {
  const text = document.createElement("span");
  const link = url ? Object.assign(document.createElement("a"), { href: url }) : text;
  link.textContent = credit;
  if (url) text.append(link);
  return text.innerHTML;
}
