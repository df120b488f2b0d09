/* What one side takes into the negotiation: on the screen, and on paper. */

import { h } from "./dom.js";
import { get, save } from "./server.js";
import { where } from "./badges.js";
import { framed, sideName } from "./contract_frame.js";
import { lang, number, percent, say, t, yuan } from "./words.js";

export async function show(at) {
  const side = at.query.get("side") === "buyer" ? "buyer" : "vendor";
  const [frame, brief] = await framed(at, "brief", get(`contracts/${at.id}/brief`, { side }, at.signal));
  const body = h("div", { class: "page brief" }, frame.head, tools(at, frame.contract, side),
    h("h2", { class: "part" }, t("brief.title", { side: sideName(frame.contract, side) })),
    brief.points.length ? h("ol", { class: "points" }, brief.points.map((one, n) => point(one, n + 1, at.id))) : h("p", { class: "lead" }, t("brief.nothing")),
    list("brief.corrections", brief.corrections, at.id), list("brief.trade", brief.trade, at.id),
    brief.limits.length > 0 && h("section", h("h2", t("brief.limits")), h("ul", { class: "lines" }, brief.limits.map((one) => h("li", say(one))))));
  return { title: `${t("way.brief")} · ${frame.title}`, body };
}

function tools(at, contract, side) {
  return h("div", { class: "bar", role: "group", "aria-label": t("brief.side") },
    ["vendor", "buyer"].map((one) => h("button", { type: "button", "aria-pressed": String(one === side), onclick: () => { location.hash = `${at.path}?side=${one}`; } }, sideName(contract, one))),
    h("button", { type: "button", onclick: () => print() }, t("brief.print")),
    h("button", { type: "button", onclick: () => save(`contracts/${at.id}/brief`, { side, lang: lang() }, "text/markdown", `${contract.name}-${side}.md`) }, t("brief.save")));
}

function point(one, n, id) {
  const steps = [["now", one.now], ["ask", one.ask], ["fallback", one.fallback], ["walk_away", one.walk_away]];
  return h("li", { class: "point" },
    h("h3", h("span", { class: "no" }, String(n)), say(one.title), worthOf(one.worth)),
    one.worth && h("p", { class: "soft" }, say(one.worth.why)),
    h("dl", steps.filter(([, words]) => words).map(([name, words]) => h("div", { class: name }, h("dt", t(`brief.${name}`)), h("dd", say(words))))),
    one.quote && h("p", { class: "q soft" }, h("span", { lang: "zh-Hans" }, `“${one.quote}” `), where(id, one)),
    peers(one.peers), one.argument && grounds(one.argument),
    one.trade && h("p", h("b", t("brief.give")), " ", say(one.trade)));
}

function worthOf(worth) {
  const sum = worth?.amount ?? worth?.bounded;
  return Number(sum) ? h("span", { class: "sum" }, yuan(sum)) : null;
}

function peers(given) {
  if (!given) return null;
  const place = given.percentile === null ? (given.share === null || given.share === undefined ? null : t("brief.share", { share: percent(given.share) })) : t("benchmark.percentile", { p: number(given.percentile, 0) });
  return h("p", { class: "soft" }, [t("benchmark.n", { n: given.n, effective: number(given.effective_n, 1) }), place].filter(Boolean).join(" · "));
}

function grounds(argument) {
  return h("details", { class: "law" }, h("summary", t("finding.law"), ` (${argument.law.length})`),
    h("ul", argument.law.map((one) => h("li", h("b", t("law.article", { title: say(one.title), article: one.article })), " ",
      h("span", { class: "soft" }, `(${t("law.from", { from: one.valid_from })})`), " ", say(one.summary)))),
    argument.precedent && h("p", h("b", t("brief.precedent")), " ", say(argument.precedent)));
}

const list = (key, items, id) => items.length > 0 && h("section", h("h2", t(key)), h("ul", { class: "lines" }, items.map((one) =>
  h("li", h("b", say(one.title)), " ", say(one.why), " ", where(id, one)))));
