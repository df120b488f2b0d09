/* Which page an address means, and the frame around all of them. */

import { h } from "./dom.js";
import { choose, lang, load, t } from "./words.js";
import { trouble } from "./trouble.js";
import { watchDrops } from "./upload.js";

const ID = "(c[0-9a-f]{16})";
const PAGES = [
  ["^/$", () => import("./portfolio.js"), "portfolio"],
  [`^/contracts/${ID}$`, () => import("./contract.js"), "portfolio"],
  [`^/contracts/${ID}/mirror$`, () => import("./mirror.js"), "portfolio"],
  [`^/contracts/${ID}/benchmark$`, () => import("./benchmark.js"), "portfolio"],
  [`^/contracts/${ID}/exposure$`, () => import("./exposure.js"), "portfolio"],
  [`^/contracts/${ID}/brief$`, () => import("./brief.js"), "portfolio"],
  [`^/contracts/${ID}/graph$`, () => import("./graph.js"), "portfolio"],
  ["^/compare$", () => import("./compare.js"), "compare"],
  ["^/rules(?:/([A-Za-z0-9-]+))?$", () => import("./rules.js"), "rules"],
];
const NAV = [["portfolio", "#/"], ["compare", "#/compare"], ["rules", "#/rules"]];

const main = document.getElementById("main");
let turn = 0;
let leave = null;

/** Draws what the address says; a page that comes too late is thrown away. */
async function show(focus = true) {
  const mine = ++turn;
  const [path, asked = ""] = (location.hash.slice(1) || "/").split("?");
  const found = PAGES.map(([shape, page, name]) => [new RegExp(shape).exec(path), page, name]).find(([hit]) => hit);
  leave?.abort();
  leave = new AbortController();
  top_(found ? found[2] : "");
  main.setAttribute("aria-busy", "true");
  try {
    if (!found) throw new Error(t("nowhere"));
    const [[, ...parts], page] = found;
    const { show: draw } = await page();
    const at = { id: parts[0], query: new URLSearchParams(asked), path, again: () => show(false), signal: leave.signal };
    const made = await draw(at);
    if (mine !== turn) return;
    main.replaceChildren(...[made.body].flat());
    document.title = `${made.title} · ${t("brand")}`;
    if (focus) { main.focus({ preventScroll: true }); scrollTo(0, 0); }
    made.ready?.();
  } catch (problem) {
    if (mine !== turn || problem.name === "AbortError") return;
    main.replaceChildren(trouble(problem, () => show(false)));
    document.title = t("brand");
  } finally {
    if (mine === turn) main.removeAttribute("aria-busy");
  }
}

function top_(current) {
  document.getElementById("top").replaceChildren(
    h("a", { class: "skip", href: "#main", onclick: skip }, t("skip")),
    h("a", { class: "brand", href: "#/" }, t("brand"), h("span", t("motto"))),
    h("nav", { "aria-label": t("nav.label") },
      NAV.map(([name, to]) => h("a", { href: to, "aria-current": current === name ? "page" : null }, t(`nav.${name}`)))),
    h("div", { class: "switches" },
      h("button", { type: "button", id: "theme", onclick: theme }, t("theme.switch")),
      h("button", { type: "button", id: "lang", lang: lang() === "zh" ? "en" : "zh-Hans", onclick: language }, t("lang.other"))),
  );
}

function skip(event) {
  event.preventDefault();
  main.focus();
}

function theme() {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try { localStorage.setItem("evenhand.theme", next); } catch { /* then only until the page is closed */ }
}

async function language() {
  await choose(lang() === "zh" ? "en" : "zh");
  await show(false);
  document.getElementById("lang").focus();
}

await load();
addEventListener("hashchange", () => show());
watchDrops();
show(false);
