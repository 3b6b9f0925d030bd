// Makes the drawing a map to move. What it shows stands in the page already: numbers, places and names.
import { ground, numberedPin } from "../ui/map-ground.js";

const CLOSEST = 35; // pixels between two numbers: each is 32 wide, and none may cover another
const box = document.querySelector("[data-map]");
if (box && window.L) begin(box);

function begin(box) {
  const places = [...document.querySelectorAll("[data-number]")].map(read);
  const dots = [...box.querySelectorAll("[data-dot]")].map(read);
  const labels = [...box.querySelectorAll("[data-label]")].map(read);
  const all = [...places, ...dots];
  if (!all.length) return;
  const names = labels.map((one) => one.element.textContent);
  box.replaceChildren();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", box.dataset.mapLabel);
  const map = ground(box);
  map.fitBounds(L.latLngBounds(all.map((one) => one.at)), { maxZoom: 15, padding: [36, 44] });
  const marks = labels.map((one, number) => nameOf(one.at, names[number]).addTo(map));
  keepReadable(map, marks);
  dots.forEach((one) => map.addLayer(L.circleMarker(one.at, { radius: 5, weight: 1, color: "#0b5d56", fillColor: "#a9cfc8", fillOpacity: 1, interactive: false })));
  const leaders = L.layerGroup().addTo(map);
  const shifted = apart(map, places);
  const pins = shifted.map(([place, shift]) => pinOf(map, place, shift));
  drawLeaders(map, leaders, shifted);
  map.on("zoomend", () => {
    keepReadable(map, marks);
    const again = apart(map, places);
    drawLeaders(map, leaders, again);
    again.forEach(([place, shift], number) => pins[number].setIcon(numberedPin(place.number, shift)));
  });
}

function read(element) {
  const { latitude, longitude, number } = element.dataset;
  return { element, number, at: L.latLng(Number(latitude), Number(longitude)) };
}

function nameOf(at, name) {
  const text = document.createElement("span");
  text.textContent = name;
  if (document.documentElement.lang !== "ja") text.lang = "ja";
  return L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-name", html: text, iconSize: null }) });
}

// Of names that would lie on each other, the first is read.
function keepReadable(map, marks) {
  const kept = [];
  for (const mark of marks) {
    const point = map.latLngToLayerPoint(mark.getLatLng());
    const hidden = kept.some((one) => Math.abs(one.x - point.x) < 60 && Math.abs(one.y - point.y) < 18);
    if (!hidden) kept.push(point);
    mark.setOpacity(hidden ? 0 : 1);
  }
}

// Numbers that would hide each other are pushed apart, as in the drawing; a line leads back to the place.
function apart(map, places) {
  const spots = places.map((one) => map.latLngToLayerPoint(one.at));
  const moved = spots.map((one) => one.clone());
  for (let turn = 0, calm = false; turn < 150 && !calm; turn += 1) {
    calm = true;
    for (let one = 0; one < moved.length; one += 1) {
      for (let other = one + 1; other < moved.length; other += 1) calm = !push(moved[one], moved[other], one + other) && calm;
    }
  }
  return places.map((place, number) => [place, [moved[number].x - spots[number].x, moved[number].y - spots[number].y]]);
}

function push(one, other, turn) {
  const distance = one.distanceTo(other);
  if (distance >= CLOSEST - 0.1) return false;
  const angle = distance > 0.1 ? Math.atan2(other.y - one.y, other.x - one.x) : 2.4 * turn;
  const step = (CLOSEST - distance) / 2;
  for (const [point, sign] of [[one, -1], [other, 1]]) {
    point.x += sign * step * Math.cos(angle);
    point.y += sign * step * Math.sin(angle);
  }
  return true;
}

function drawLeaders(map, layer, shifted) {
  layer.clearLayers();
  for (const [place, [x, y]] of shifted) {
    if (Math.hypot(x, y) < 8) continue;
    const pin = map.layerPointToLatLng(map.latLngToLayerPoint(place.at).add([x, y]));
    layer.addLayer(L.polyline([pin, place.at], { weight: 1.5, color: "#0b5d56", interactive: false }));
    layer.addLayer(L.circleMarker(place.at, { radius: 2, color: "#0b5d56", interactive: false }));
  }
}

function pinOf(map, place, shift) {
  const pin = L.marker(place.at, { icon: numberedPin(place.number, shift), riseOnHover: true, keyboard: true });
  const name = place.element.querySelector("[data-name]").textContent;
  const speak = () => pin.getElement()?.setAttribute("aria-label", `${place.number} ${name}`);
  pin.on("add", speak).addTo(map).bindPopup(() => tellOf(place));
  map.on("zoomend", () => setTimeout(speak));
  pin.on("popupopen", ({ popup }) => {
    place.element.classList.add("is-chosen");
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", map.getContainer().dataset.close);
  });
  pin.on("popupclose", () => place.element.classList.remove("is-chosen"));
  return pin;
}

function tellOf(place) {
  const popup = document.createElement("div");
  const name = document.createElement("p");
  const strong = document.createElement("strong");
  strong.append(...[...place.element.querySelector("[data-name]").childNodes].map((node) => node.cloneNode(true)));
  name.append(strong);
  popup.append(name);
  const opening = place.element.querySelector(":scope > .line");
  if (opening) popup.append(opening.cloneNode(true));
  const link = document.createElement("a");
  link.href = `#${place.element.id}`;
  link.textContent = document.querySelector("[data-map]").dataset.listLabel;
  link.addEventListener("click", () => place.element.focus());
  const way = document.createElement("p");
  way.append(link);
  popup.append(way);
  return popup;
}
