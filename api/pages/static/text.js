/* The text of a contract with its lit places. Offsets of the API count characters, not UTF-16. */

import { h } from "./dom.js";
import { WEIGHT } from "./badges.js";
import { t } from "./words.js";

/** The places of findings and terms: {start, end, id?, weight, number?, note?, kind}. */
export function placesOf(findings, terms) {
  const places = [];
  findings.forEach((one, n) => {
    const add = (quote, kind) => {
      if (quote && quote.start !== null && quote.start >= 0 && quote.end > quote.start) places.push({ start: quote.start, end: quote.end, id: one.id, weight: WEIGHT[one.severity], number: n + 1, kind });
    };
    add(one, "own");
    one.more_quotes.forEach((quote) => add(quote, "more"));
    add(one.mirror, "mirror");
  });
  for (const term of terms) if (term.start !== null && term.start >= 0) places.push({ start: term.start, end: term.end, kind: "term", weight: 0, note: term.title });
  return places;
}

/** The text, a paragraph a line; `pick` is called with the id of a finding whose words are chosen. */
export function contractText(page, places, at, pick) {
  const points = Array.from(page.text);
  const depths = depthsOf(page.clauses);
  const lines = [];
  let start = 0;
  for (let i = 0; i <= points.length; i++) {
    if (i < points.length && points[i] !== "\n") continue;
    if (points.slice(start, i).some((sign) => sign.trim())) lines.push([start, i]);
    start = i + 1;
  }
  const byStart = [...places].sort((a, b) => a.start - b.start);
  return h("div", { class: "contract", lang: "zh-Hans" }, lines.map(([from, to]) => {
    const clause = depths.find((one) => one.start >= from && one.start < to);
    const here = byStart.filter((one) => one.start < to && one.end > from);
    const mark = clause ? `d${Math.min(clause.depth, 4)}${clause.heading || clause.depth === 0 ? " head" : ""}` : "";
    return h("p", { class: mark || null, "data-start": from, style: { "--d": String(clause ? clause.depth : depthAt(depths, from)) } },
      pieces(points, from, to, here, at, pick));
  }));
}

function depthsOf(clauses) {
  const depth = new Map([[null, -1]]);
  return clauses.map((one) => {
    depth.set(one.id, (depth.get(one.parent) ?? -1) + 1);
    return { start: one.start, end: one.end, depth: depth.get(one.id), heading: one.heading };
  });
}

const depthAt = (clauses, offset) => Math.max(0, ...clauses.filter((one) => one.start <= offset && offset < one.end).map((one) => one.depth));

/** A line cut where places begin and end, each piece lit by all that cover it. */
function pieces(points, from, to, places, at, pick) {
  const cuts = new Set([from, to]);
  for (const one of [...places, ...(at ? [at] : [])]) for (const cut of [one.start, one.end]) if (cut > from && cut < to) cuts.add(cut);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, n) => {
    const start = sorted[n];
    const over = places.filter((one) => one.start < end && one.end > start);
    return piece(points.slice(start, end).join(""), over, { start, end, at, pick });
  });
}

function piece(words, over, { start, end, at, pick }) {
  const lit = over.filter((one) => one.weight).sort((a, b) => b.weight - a.weight || a.number - b.number);
  const terms = over.filter((one) => one.kind === "term");
  const asked = at && start < at.end && end > at.start;
  const inner = terms.length ? h("span", { class: "term" }, words) : words;
  if (!lit.length) return asked ? h("mark", { class: "asked" }, inner) : inner;
  const numbers = [...new Set(lit.filter((one) => one.end === end && one.kind === "own").map((one) => one.number))];
  // A long place is cut into many pieces; the keyboard stops at its first only.
  const opens = lit.some((one) => one.start === start);
  return h("a", {
    class: `lit w${lit[0].weight}${asked ? " asked" : ""}`, href: `#${lit[0].id}`, "data-of": lit.map((one) => one.id).join(" "), tabindex: opens ? null : "-1",
    title: t("text.numbers", { numbers: [...new Set(lit.map((one) => one.number))].join(t("comma")) }),
    onclick: (event) => { event.preventDefault(); pick(lit.map((one) => one.id)); },
  }, inner, numbers.map((one) => h("sup", String(one))));
}
