// A pin for one place: click the map, drag the pin, or move it with the arrow keys; the two fields follow.
import { ground, numberedPin } from "../ui/map-ground.js";

const STEP = 8; // pixels for one press of an arrow key
const JAPAN = [[30, 128], [46, 146]];
const box = document.querySelector("[data-pin-map]");
if (box && window.L) begin(box);

function begin(box) {
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.querySelector(`[data-position] [name=${name}]`));
  const others = [...document.querySelectorAll("[data-others] > li")].map((one) => ({ name: one.textContent, at: L.latLng(Number(one.dataset.latitude), Number(one.dataset.longitude)) }));
  box.hidden = false;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", box.dataset.mapLabel);
  const map = ground(box);
  const pin = L.marker([0, 0], { draggable: true, icon: numberedPin("●"), keyboard: true });
  const first = typed();
  const seen = first ? [first] : others.map((one) => one.at);
  if (first) map.setView(first, 15);
  else map.fitBounds(seen.length ? L.latLngBounds(seen).pad(0.3) : JAPAN, { maxZoom: 14 });
  others.forEach((one) => L.circleMarker(one.at, { radius: 6, weight: 1, color: "#0b5d56", fillColor: "#a9cfc8", fillOpacity: 1 }).bindTooltip(one.name).addTo(map));
  map.on("click", (event) => put(event.latlng));
  pin.on("dragend", () => put(pin.getLatLng()));
  pin.on("add", () => {
    pin.getElement().setAttribute("aria-label", box.dataset.pinLabel);
    pin.getElement().addEventListener("keydown", move);
  });
  for (const field of [latitude, longitude]) field.addEventListener("change", () => follow(typed()));
  follow(first);

  function typed() {
    const at = [latitude.value, longitude.value].map(Number);
    return latitude.value && longitude.value && at.every(Number.isFinite) ? L.latLng(at) : null;
  }
  function follow(at) {
    if (at) pin.setLatLng(at).addTo(map);
  }
  function put(at) {
    latitude.value = at.lat.toFixed(6);
    longitude.value = at.lng.toFixed(6);
    follow(at);
  }
  function move(event) {
    const by = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    put(map.layerPointToLatLng(map.latLngToLayerPoint(pin.getLatLng()).add(by)));
  }
}
