/* Builds pages out of text. Whatever a contract says becomes a text node, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("p", {class: "lead"}, "words", other). Attributes may be left out. */
export const h = (name, ...rest) => fill(document.createElement(name), rest);

/** The same for drawings. */
export const s = (name, ...rest) => fill(document.createElementNS(SVG, name), rest);

function fill(node, rest) {
  const [first] = rest;
  const named = first !== null && typeof first === "object" && !(first instanceof Node) && !Array.isArray(first);
  if (named) attributes(node, first);
  node.append(...kids(named ? rest.slice(1) : rest));
  return node;
}

function attributes(node, given) {
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
    else node.setAttribute(name, value === true ? "" : value);
  }
}

const kids = (given) => given.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false && one !== "");

/** Words for those who listen to the page only. */
export const unseen = (words) => h("span", { class: "sr" }, words);

/** Brings an element to the middle of its pane, or of the window where the pane does not scroll. */
export function bring(node, pane) {
  if (!node) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";
  const scrolls = pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY !== "visible";
  if (!scrolls) return node.scrollIntoView({ block: "center", behavior });
  const one = node.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  const middle = one.top - frame.top - Math.max(24, (frame.height - one.height) / 3);
  pane.scrollTo({ top: pane.scrollTop + middle, behavior });
}

/** Calls at most once in so many milliseconds, with the last arguments. */
export function calmly(wait, action) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), wait);
  };
}
