/* The rulebook: what each rule looks for, why it hurts, when it is fair, the law, the query. */

import { h, bring, calmly } from "./dom.js";
import { all, get } from "./server.js";
import { SEVERITIES, SIDES, severityTag, tag } from "./badges.js";
import { say, t } from "./words.js";

export async function show(at) {
  const [rules, vocabulary] = await Promise.all([all("rules"), get("vocabulary", {}, at.signal)]);
  const titles = new Map(vocabulary.topics.map((one) => [one.id, say(one.title)]));
  const wanted = { q: "", topic: "" };
  const out = h("div", { class: "rulebook" });
  const count = h("p", { class: "soft", role: "status" });
  const draw = () => {
    const shown = rules.filter((one) => fits(one, wanted));
    count.textContent = t("rules.shown", { shown: shown.length, total: rules.length });
    const groups = [...new Set(shown.map((one) => one.group))];
    out.replaceChildren(...groups.map((group) => h("section", h("h2", { class: "part" }, titles.get(group) ?? group), shown.filter((one) => one.group === group).map((one) => entry(one, one.id === at.id)))));
  };
  draw();
  const body = h("div", { class: "page" }, h("h1", t("rules.title")), h("p", { class: "lead" }, t("rules.lead")), filters(wanted, titles, draw), count, out);
  return { title: t("rules.title"), body, ready: () => bring(out.querySelector("details[open]")) };
}

function fits(rule, { q, topic }) {
  const heap = [rule.id, rule.title.zh, rule.title.en, rule.rationale.zh, rule.rationale.en].join(" ").toLowerCase();
  return (!topic || rule.group === topic) && q.toLowerCase().split(/\s+/).every((word) => heap.includes(word));
}

function filters(wanted, titles, draw) {
  const search = h("input", { type: "search", id: "q", oninput: calmly(120, () => { wanted.q = search.value.trim(); draw(); }) });
  const field = h("select", { id: "topic", onchange: () => { wanted.topic = field.value; draw(); } },
    h("option", { value: "" }, t("contract.any")), [...titles].map(([id, title]) => h("option", { value: id }, title)));
  return h("form", { class: "bar", role: "search", onsubmit: (event) => event.preventDefault() },
    h("div", { class: "field grow" }, h("label", { for: "q" }, t("rules.q")), search),
    h("div", { class: "field" }, h("label", { for: "topic" }, t("contract.topic")), field));
}

function entry(rule, open) {
  return h("details", { class: "rule-entry", open, id: rule.id },
    h("summary", h("span", { class: "tag rule" }, rule.id), " ", h("b", say(rule.title)), rule.status !== "stable" && tag("low", rule.status)),
    h("div", { class: "inside" },
      h("p", say(rule.rationale)),
      h("p", h("b", t("rules.fair")), " ", say(rule.fair_when)),
      h("ul", { class: "lines" }, SEVERITIES.filter((one) => rule.severity[one]).map((one) => h("li", severityTag(one), " ", say(rule.severity[one])))),
      h("div", { class: "asks" }, [...SIDES].reverse().map((side) => h("div", { class: side }, h("h3", t("finding.ask", { side: t(`side.${side}`) })), h("p", say(rule.remedy[side]))))),
      h("p", { class: "soft" }, `§ ${rule.basis.join(" · ")}`),
      h("details", h("summary", t("rules.query")), h("pre", { tabindex: "0" }, rule.query.trim()))));
}
