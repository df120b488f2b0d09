/* One finding: whom it hurts and why, the words beside their mirror, what to ask, the law of its day. */

import { h, unseen } from "./dom.js";
import { SIDES, favoursTag, quoted, severityTag, tag } from "./badges.js";
import { sideName } from "./contract_frame.js";
import { say, t } from "./words.js";

/** The card of a finding; `see` is called with it when its words are to be lit. */
export function card(finding, n, contract, toggle, see) {
  const body = h("div", { class: "inside", id: `b${n}`, hidden: true });
  const button = h("button", { type: "button", "aria-expanded": "false", "aria-controls": `b${n}`, onclick: () => toggle(finding.id) },
    h("span", { class: "no" }, String(n)), say(finding.title));
  const node = h("li", { class: `finding ${finding.severity}`, "data-id": finding.id },
    h("h3", { class: "title" }, button),
    h("p", { class: "tags" }, severityTag(finding.severity), favoursTag(finding.favours), tag("rule", finding.rule), finding.clause && h("span", { class: "soft" }, finding.clause)),
    h("p", { class: "why" }, say(finding.why)), body);
  const open = (on) => {
    if (on && !body.childNodes.length) body.append(...inside(finding, contract, see));
    body.hidden = !on;
    node.classList.toggle("open", on);
    button.setAttribute("aria-expanded", String(on));
  };
  return { node, button, open, finding };
}

function inside(finding, contract, see) {
  return [words(finding, see), asks(finding, contract), law(finding), ways(finding)];
}

/** The words of the finding, and beside them what the other side has. */
function words(finding, see) {
  const own = finding.quote ? [finding, ...finding.more_quotes] : finding.more_quotes;
  const list = own.length ? own.map((one) => place(one, finding, see)) : [h("p", { class: "soft" }, t("finding.missing"))];
  const shown = list.slice(0, 3), more = list.slice(3);
  const mine = [...shown, more.length > 0 && h("details", h("summary", t("finding.more", { count: more.length })), more)];
  if (!finding.mirror) return h("div", { class: "words" }, mine);
  return h("div", { class: "pair" },
    h("div", { class: `words ${finding.favours}` }, h("h4", t("finding.here")), mine),
    h("div", { class: "words" }, h("h4", t("finding.mirror")), place(finding.mirror, finding, see)));
}

function place(quote, finding, see) {
  if (quote.start === null || quote.start < 0) return quoted(finding.contract, quote);
  const to = () => see(finding.id, quote);
  return h("p", { class: "quote" }, h("span", { lang: "zh-Hans" }, quote.quote), " ",
    h("button", { type: "button", class: "where", onclick: to }, quote.clause || t("words.see"), unseen(` ${t("words.in_text")}`)));
}

const asks = (finding, contract) => finding.remedy && h("div", { class: "asks" }, [...SIDES].reverse().map((side) =>
  h("div", { class: side }, h("h4", t("finding.ask", { side: sideName(contract, side) })), h("p", say(finding.remedy[side])))));

/** The articles, each in the text that was in force. */
export function law(finding) {
  if (!finding.basis.length) return null;
  return h("div", { class: "law" },
    h("h4", t("finding.law"), finding.judged_on && h("small", ` ${t("finding.judged", { day: finding.judged_on })}`)),
    h("ul", finding.basis.map((one) => h("li",
      h("b", t("law.article", { title: say(one.title), article: one.article })), " ",
      h("span", { class: "soft" }, version(one.version)), " ", say(one.summary),
      one.note && h("em", ` ${say(one.note)}`)))));
}

function version(given) {
  const edition = say(given.edition);
  const days = given.valid_to ? t("law.until", { from: given.valid_from, to: given.valid_to }) : t("law.from", { from: given.valid_from });
  return `(${[edition, days].filter(Boolean).join(t("comma"))})`;
}

const ways = (finding) => h("p", { class: "onward" },
  h("a", { href: `#/contracts/${finding.contract}/graph?finding=${finding.id.split("/").pop()}` }, t("finding.graph")),
  h("a", { href: `#/rules/${finding.rule}` }, t("finding.rule", { rule: finding.rule })));
