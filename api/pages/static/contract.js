/* One contract: its text with what was found lit, and the findings beside it. */

import { h, bring } from "./dom.js";
import { all, get } from "./server.js";
import { SEVERITIES, stateTag } from "./badges.js";
import { framed } from "./contract_frame.js";
import { card } from "./finding.js";
import { contractText, placesOf } from "./text.js";
import { say, t } from "./words.js";

const STATES = ["clear", "absent", "blank", "undetermined"];

export async function show(at) {
  const path = `contracts/${at.id}`;
  const [frame, page, outcomes, terms, vocabulary] = await framed(at, "text",
    get(`${path}/text`, {}, at.signal), all(`${path}/outcomes`), all(`${path}/terms`), get("vocabulary", {}, at.signal));
  const found = outcomes.filter((one) => one.status === "flagged")
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.start ?? 1e9) - (b.start ?? 1e9));
  const view = new View(at, frame.contract, { page, found, terms });
  const topics = vocabulary.topics.filter((topic) => found.some((one) => one.topic === topic.id));
  const body = h("div", { class: "page wide" }, frame.head, view.node(topics, outcomes));
  return { title: frame.title, body, ready: () => view.begin() };
}

/** The two panes and what is chosen in them. */
class View {
  constructor(at, contract, { page, found, terms }) {
    Object.assign(this, { at, contract, page, found, terms });
    this.wanted = { side: at.query.get("side") ?? "", severity: "", topic: at.query.get("topic") ?? "" };
    this.cards = new Map();
    this.open = null;
  }

  node(topics, outcomes) {
    this.list = h("ol", { class: "cards" });
    this.count = h("span", { role: "status" });
    this.left = h("section", { class: "pane text-pane", "aria-label": t("contract.text"), tabindex: "0" });
    this.right = h("section", { class: "pane", "aria-label": t("contract.findings"), tabindex: "0" }, h("h2", { class: "count" }, this.count), this.list, board(outcomes));
    this.panes = h("div", { class: "panes", "data-view": this.at.query.has("at") ? "text" : "findings" }, this.left, this.right);
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.draw();
    return h("div", this.filters(topics), this.switcher(), this.panes);
  }

  filters(topics) {
    const choice = (name, values) => {
      const field = h("select", { id: name, onchange: () => { this.wanted[name] = field.value; this.draw(); } },
        values.map(([value, words]) => h("option", { value, selected: this.wanted[name] === value }, words)));
      return h("div", { class: "field" }, h("label", { for: name }, t(`contract.${name}`)), field);
    };
    return h("div", { class: "bar" },
      choice("side", ["", "vendor", "buyer"].map((one) => [one, t(`portfolio.side.${one || "all"}`)])),
      choice("severity", ["", ...SEVERITIES].map((one) => [one, one ? t(`severity.${one}`) : t("contract.any")])),
      choice("topic", [["", t("contract.any")], ...topics.map((one) => [one.id, say(one.title)])]));
  }

  /** On a narrow screen one pane at a time. */
  switcher() {
    this.buttons = ["findings", "text"].map((one) => h("button", { type: "button", "aria-pressed": String(this.panes.dataset.view === one), onclick: () => this.look(one) }, t(`contract.${one}`)));
    return h("div", { class: "switcher", role: "group", "aria-label": t("contract.ways") }, this.buttons);
  }

  look(view) {
    this.panes.dataset.view = view;
    this.buttons.forEach((one, n) => one.setAttribute("aria-pressed", String(["findings", "text"][n] === view)));
  }

  fits(one) {
    const { side, severity, topic } = this.wanted;
    return one.favours !== side && (!severity || one.severity === severity) && (!topic || one.topic === topic);
  }

  draw() {
    const shown = this.found.filter((one) => this.fits(one));
    const made = shown.map((one, n) => card(one, n + 1, this.contract, (id) => this.toggle(id), (id, quote) => this.see(id, quote)));
    this.cards = new Map(made.map((one) => [one.finding.id, one]));
    this.list.replaceChildren(...made.map((one) => one.node));
    this.count.textContent = shown.length ? t("findings.count", { count: shown.length }) : t(this.found.length ? "findings.none" : "findings.nothing");
    const asked = /^(\d+)-(\d+)$/.exec(this.at.query.get("at") ?? "");
    const place = asked && { start: Number(asked[1]), end: Number(asked[2]) };
    this.left.replaceChildren(this.page.text
      ? contractText(this.page, placesOf(shown, this.terms), place, (ids) => this.pick(ids))
      : h("p", { class: "lead" }, t("contract.no_text")));
    this.open = null;
  }

  begin() {
    const id = this.at.query.get("finding");
    const asked = this.left.querySelector(".asked");
    if (asked) bring(asked, this.left);
    else if (id) this.choose(`${this.at.id}/f/${id}`, true);
  }

  toggle(id) {
    if (this.open === id) return this.close();
    const { button, node } = this.cards.get(id);
    const before = button.getBoundingClientRect().top;
    this.choose(id, false);
    this.hold(button, before, node);
    this.light(id);
  }

  /** What was clicked stays under the pointer, though a card above it has closed, if it fits there. */
  hold(button, before, node) {
    const alone = this.right.scrollHeight <= this.right.clientHeight + 1;
    (alone ? window : this.right).scrollBy(0, button.getBoundingClientRect().top - before);
    if (!alone && node.getBoundingClientRect().bottom > this.right.getBoundingClientRect().bottom) bring(node, this.right);
  }

  /** A lit place was chosen: its finding, or with each choice the next of several. */
  pick(ids) {
    const several = [...new Set(ids)];
    const next = several[(several.indexOf(this.open) + 1) % several.length];
    this.look("findings");
    this.choose(next, true);
    this.cards.get(next)?.button.focus({ preventScroll: true });
  }

  see(id, quote) {
    this.look("text");
    this.light(id, quote);
  }

  choose(id, scroll) {
    this.close();
    const found = this.cards.get(id);
    if (!found) return;
    this.open = id;
    found.open(true);
    this.mark(id);
    const said = new URLSearchParams([...this.at.query].filter(([name]) => name !== "at" && name !== "finding"));
    said.set("finding", id.split("/").pop());
    history.replaceState(null, "", `#${this.at.path}?${said}`);
    if (scroll) bring(found.node, this.right);
  }

  close() {
    if (this.open) this.cards.get(this.open)?.open(false);
    this.open = null;
    this.mark(null);
  }

  mark(id) {
    for (const one of this.left.querySelectorAll(".lit")) one.classList.toggle("on", id !== null && one.dataset.of.split(" ").includes(id));
  }

  /** Brings the words into view, those of the quote or the first. */
  light(id, quote) {
    this.mark(id);
    const lit = [...this.left.querySelectorAll(".lit.on")];
    const paragraph = quote && [...this.left.querySelectorAll("p[data-start]")].filter((one) => Number(one.dataset.start) <= quote.start).pop();
    const first = (paragraph && lit.find((one) => paragraph.contains(one))) ?? lit[0];
    if (first && first.offsetParent) bring(first, this.left);
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...this.list.querySelectorAll("h3 > button")];
    const now = buttons.indexOf(event.target);
    if (!step || now < 0) return;
    event.preventDefault();
    buttons[now + step]?.focus();
  }
}

/** What became of the rules that found nothing. */
function board(outcomes) {
  return h("div", { class: "others" }, h("h2", t("contract.others")), STATES.map((state) => {
    const rows = outcomes.filter((one) => one.status === state);
    return rows.length > 0 && h("details", h("summary", stateTag(state), ` ${rows.length}`),
      h("ul", rows.map((one) => h("li", h("a", { href: `#/rules/${one.rule}` }, one.rule), ` ${say(one.title)}`, h("small", say(one.why))))));
  }));
}
