/* All contracts at a glance: who they lean to, and on which topics the risks lie. */

import { h, calmly, unseen } from "./dom.js";
import { all, get } from "./server.js";
import { SEVERITIES, WEIGHT, lean } from "./badges.js";
import { dropZone, whenDone } from "./upload.js";
import { say, t, yuan } from "./words.js";

const ORDERS = {
  risk: (a, b) => b.weight - a.weight,
  buyer: (a, b) => a.lean - b.lean,
  vendor: (a, b) => b.lean - a.lean,
  price: (a, b) => Number(b.price?.amount ?? -1) - Number(a.price?.amount ?? -1),
  signed: (a, b) => (b.signed_on ?? "").localeCompare(a.signed_on ?? ""),
  name: (a, b) => titleOf(a).localeCompare(titleOf(b), "zh"),
};
const AT_ONCE = 100;
const chosen = new Set();

export async function show(at) {
  const [contracts, counts, vocabulary] = await Promise.all([
    all("contracts"), get("portfolio", {}, at.signal), get("vocabulary", {}, at.signal)]);
  whenDone(at.again, at.signal);
  const wanted = wishes(at.query);
  const body = h("div", { class: "page wide" });
  const table = h("div");
  const draw = () => {
    keep(wanted);
    const rows = matching(contracts, counts, wanted);
    table.replaceChildren(contracts.length ? map(rows, topicsOf(rows, vocabulary.topics), wanted) : h("p", { class: "lead empty" }, t("portfolio.empty")));
    found.textContent = contracts.length ? t("portfolio.shown", { shown: rows.length, total: contracts.length }) : "";
  };
  const found = h("p", { class: "soft", role: "status" });
  body.append(
    h("div", { class: "opening" }, h("div", h("h1", t("portfolio.title")), h("p", { class: "lead" }, t("portfolio.lead"))), dropZone()),
    filters(wanted, draw), found, table);
  draw();
  return { title: t("portfolio.title"), body };
}

const titleOf = (contract) => contract.title || contract.name;

function wishes(query) {
  const order = query.get("sort");
  return { q: query.get("q") ?? "", side: query.get("side") ?? "", severity: query.get("severity") ?? "", state: query.get("state") ?? "", sort: order in ORDERS ? order : "risk" };
}

/** The choice stays in the address, so that it can be sent on and outlives a step back. */
function keep(wanted) {
  const said = new URLSearchParams(Object.entries(wanted).filter(([name, value]) => value && !(name === "sort" && value === "risk")));
  history.replaceState(null, "", said.toString() ? `#/?${said}` : "#/");
}

function filters(wanted, draw) {
  const search = h("input", { type: "search", id: "q", value: wanted.q, oninput: calmly(150, () => { wanted.q = search.value; draw(); }) });
  const choice = (name, values) => {
    const field = h("select", { id: name, onchange: () => { wanted[name] = field.value; draw(); } },
      values.map((value) => h("option", { value, selected: wanted[name] === value }, t(`portfolio.${name}.${value || "all"}`))));
    return h("div", { class: "field" }, h("label", { for: name }, t(`portfolio.${name}.label`)), field);
  };
  return h("form", { class: "bar", role: "search", onsubmit: (event) => event.preventDefault() },
    h("div", { class: "field grow" }, h("label", { for: "q" }, t("portfolio.q")), search),
    choice("side", ["", "vendor", "buyer"]), choice("severity", ["", "medium", "high"]),
    choice("state", ["", "executed", "draft", "template"]), choice("sort", Object.keys(ORDERS)));
}

/** The contracts that are wanted, each with its cells by topic. */
function matching(contracts, counts, wanted) {
  const least = WEIGHT[wanted.severity] ?? 1;
  const cells = new Map(contracts.map((one) => [one.id, new Map()]));
  for (const row of counts) {
    if (row.favours === wanted.side || WEIGHT[row.severity] < least) continue;
    const mine = cells.get(row.contract);
    if (!mine) continue;
    const cell = mine.get(row.topic) ?? { high: 0, medium: 0, low: 0 };
    cell[row.severity] += row.n;
    mine.set(row.topic, cell);
  }
  const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
  return contracts
    .filter((one) => !wanted.state || one.state === wanted.state)
    .filter((one) => {
      const heap = [one.name, one.title, ...one.parties.map((party) => party.name)].join(" ").toLowerCase();
      return words.every((word) => heap.includes(word));
    })
    .map((one) => ({ ...one, cells: cells.get(one.id), weight: weigh([...cells.get(one.id).values()]) }))
    .sort(ORDERS[wanted.sort]);
}

const weigh = (cells) => cells.reduce((sum, cell) => sum + heavy(cell), 0);
const heavy = (cell) => SEVERITIES.reduce((sum, one) => sum + WEIGHT[one] * cell[one], 0);
const total = (cell) => cell.high + cell.medium + cell.low;

/** Topics on which anything was found, in the order of the rulebook. */
function topicsOf(rows, topics) {
  const used = new Set(rows.flatMap((row) => [...row.cells.keys()]));
  return topics.filter((topic) => used.has(topic.id));
}

function map(rows, topics, wanted) {
  const bar = h("div", { class: "chosen", hidden: true });
  const tell = () => {
    bar.hidden = chosen.size === 0;
    const to = `#/compare?${[...chosen].map((id) => `c=${id}`).join("&")}`;
    bar.replaceChildren(h("span", t("portfolio.chosen", { count: chosen.size })),
      chosen.size > 1 ? h("a", { class: "button main", href: to }, t("portfolio.compare")) : h("span", { class: "soft" }, t("portfolio.one_more")));
  };
  for (const id of chosen) if (!rows.some((row) => row.id === id)) chosen.delete(id);
  tell();
  // A browser takes seconds for thousands of squares, and nobody reads them all.
  const body = h("tbody");
  const more = h("button", { type: "button", onclick: () => grow() });
  const grow = () => {
    const begun = body.childElementCount;
    body.append(...rows.slice(begun, begun + AT_ONCE).map((row) => line(row, topics, wanted, tell)));
    more.hidden = body.childElementCount >= rows.length;
    more.textContent = t("portfolio.more", { count: Math.min(AT_ONCE, rows.length - body.childElementCount) });
    if (begun) body.children[begun].querySelector("input").focus({ preventScroll: true });
  };
  grow();
  return h("div", h("div", { class: "heat-frame", tabindex: "0", role: "region", "aria-label": t("portfolio.title") },
    h("table", { class: "heat" },
      h("thead", h("tr",
        h("th", { scope: "col" }, t("portfolio.contract")),
        h("th", { scope: "col" }, t("lean.title")),
        topics.map((topic) => h("th", { scope: "col", class: "topic" }, h("span", say(topic.title)))))),
      body)),
    h("p", more), legend(), bar);
}

function line(row, topics, wanted, tell) {
  const box = h("input", { type: "checkbox", checked: chosen.has(row.id), "aria-label": t("portfolio.choose", { title: titleOf(row) }), onchange: () => { box.checked ? chosen.add(row.id) : chosen.delete(row.id); tell(); } });
  return h("tr",
    h("th", { scope: "row" }, h("div", { class: "named" }, box, h("div",
      h("a", { href: `#/contracts/${row.id}`, lang: "zh-Hans" }, titleOf(row)),
      h("small", { lang: "zh-Hans" }, row.parties.map((party) => party.name).filter(Boolean).join(" ⇄ ")),
      h("small", [row.price && yuan(row.price.amount), row.signed_on, row.state !== "executed" && t(`portfolio.state.${row.state}`)].filter(Boolean).join(" · "))))),
    h("td", { class: "leans" }, lean(row.lean)),
    topics.map((topic) => cellOf(row, topic, wanted)));
}

function cellOf(row, topic, wanted) {
  const cell = row.cells.get(topic.id);
  const name = say(topic.title);
  if (!cell) return h("td", { class: "none" }, h("span", { "aria-hidden": "true" }, "·"), unseen(t("portfolio.nothing")));
  const worst = SEVERITIES.find((one) => cell[one]);
  const said = SEVERITIES.filter((one) => cell[one]).map((one) => `${cell[one]} ${t(`severity.${one}`)}`).join(t("comma"));
  const to = new URLSearchParams({ topic: topic.id, ...(wanted.side && { side: wanted.side }) });
  const strong = worst === "high" && cell.high > 2 ? "heaviest" : worst;
  return h("td", { class: "some" },
    h("a", { class: `cell ${strong}`, href: `#/contracts/${row.id}?${to}`, "aria-label": `${name}${t("colon")}${said}`, title: `${name}${t("colon")}${said}` },
      h("span", { class: "name", "aria-hidden": "true" }, name), h("b", String(total(cell)))));
}

const legend = () => h("p", { class: "legend" }, ["heaviest", ...SEVERITIES].map((one) => h("span", h("i", { class: `cell ${one}` }), t(`portfolio.legend.${one}`))));
