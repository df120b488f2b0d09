/* Contracts side by side: every matter, the words behind each cell, what a difference comes to. */

import { h } from "./dom.js";
import { all, get } from "./server.js";
import { favoursTag, where } from "./badges.js";
import { say, t, yuan } from "./words.js";

const MOST = 6;

export async function show(at) {
  const wanted = at.query.getAll("c").slice(0, MOST);
  const differing = at.query.get("all") !== "1";
  const known = await all("contracts");
  const body = h("div", { class: "page wide" },
    h("h1", t("compare.title")), h("p", { class: "lead" }, t("compare.lead")), picker(known, wanted, differing));
  if (wanted.length > 1) {
    const laid = await get("compare", { contract: wanted, differing }, at.signal);
    body.append(table(laid, differing));
  }
  return { title: t("compare.title"), body };
}

const address = (chosen, differing) => `#/compare?${[...chosen.map((id) => `c=${id}`), ...(differing ? [] : ["all=1"])].join("&")}`;

function picker(known, wanted, differing) {
  const boxes = known.map((one) => h("input", { type: "checkbox", value: one.id, id: `c-${one.id}`, checked: wanted.includes(one.id), onchange: () => count() }));
  const chosen = () => {
    const now = boxes.filter((box) => box.checked).map((box) => box.value);
    return [...wanted.filter((id) => now.includes(id)), ...now.filter((id) => !wanted.includes(id))];
  };
  const go = h("button", { type: "submit", class: "main" }, t("portfolio.compare"));
  const count = () => { const n = chosen().length; go.disabled = n < 2 || n > MOST; };
  const whole = h("input", { type: "checkbox", id: "whole", checked: !differing, onchange: () => { if (wanted.length > 1) location.hash = address(chosen(), !whole.checked); } });
  count();
  return h("form", { class: "picker", onsubmit: (event) => { event.preventDefault(); location.hash = address(chosen(), !whole.checked); } },
    h("details", { open: wanted.length < 2 }, h("summary", t("compare.choose", { most: MOST })),
      h("ul", known.map((one, n) => h("li", boxes[n], h("label", { for: `c-${one.id}`, lang: "zh-Hans" }, one.title || one.name))))),
    h("div", { class: "bar" }, go, h("span", { class: "check" }, whole, h("label", { for: "whole" }, t("compare.whole")))));
}

function table(laid, differing) {
  const columns = laid.contracts;
  const row = (one) => h("tr",
    h("th", { scope: "row" }, say(one.title), worth(one)),
    one.cells.map((cell, n) => h("td", { class: cell.state, "data-name": columns[n].title || columns[n].name }, content(cell, columns[n].id))));
  const groups = differing ? [[null, laid.rows]] : byTopic(laid.rows);
  return h("div", { class: "table beside", tabindex: "0", role: "region", "aria-label": t("compare.title") }, h("table",
    h("thead", h("tr", h("th", { scope: "col" }, t("mirror.matter")), columns.map((one) =>
      h("th", { scope: "col" }, h("a", { href: `#/contracts/${one.id}`, lang: "zh-Hans" }, one.title || one.name))))),
    h("tbody", laid.heads.map(row)),
    groups.map(([title, rows]) => h("tbody",
      h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: String(columns.length + 1) }, title ?? t("compare.costliest"))),
      rows.map(row)))));
}

function byTopic(rows) {
  const topics = new Map();
  for (const one of rows) topics.set(one.topic, [...(topics.get(one.topic) ?? []), one]);
  return [...topics.values()].map((some) => [say(some[0].topic_title), some]);
}

function worth(row) {
  if (row.worth.amount === null) return null;
  return h("small", { class: "worth" }, h("b", yuan(row.worth.amount)), ` ${say(row.worth.why)}`);
}

function content(cell, id) {
  if (cell.state !== "found") return h("span", { class: "lacking" }, t(`compare.state.${cell.state}`));
  const shown = cell.values.slice(0, 3), more = cell.values.slice(3);
  return [shown.map((one) => valueOf(one, id)), more.length > 0 && h("details", h("summary", t("finding.more", { count: more.length })), more.map((one) => valueOf(one, id)))];
}

function valueOf(value, id) {
  return h("div", { class: "value" }, say(value), " ", value.favours && value.favours !== "none" && favoursTag(value.favours),
    value.quote && h("span", { class: "q" }, h("span", { lang: "zh-Hans" }, `“${value.quote}” `), where(id, value)));
}
