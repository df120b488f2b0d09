/* What it costs when things go wrong: a scenario, its figures to move, the curve, each step's words. */

import { h, calmly } from "./dom.js";
import { get } from "./server.js";
import { where } from "./badges.js";
import { framed, sideName } from "./contract_frame.js";
import { curve } from "./curve.js";
import { say, t, yuan } from "./words.js";

const POINTS = 45;
const FIGURES = { sum: ["late_payment", "late_delivery", "terminated_by_vendor"], loss: null, score: ["low_score"] };

export async function show(at) {
  const [frame, scenarios] = await framed(at, "exposure", get("scenarios", {}, at.signal));
  const view = new View(at, frame.contract, scenarios);
  await view.work();
  return { title: `${t("way.exposure")} · ${frame.title}`, body: h("div", { class: "page wide" }, frame.head, view.node()) };
}

class View {
  constructor(at, contract, scenarios) {
    Object.assign(this, { at, contract, scenarios });
    this.scenario = scenarios.find((one) => one.scenario === at.query.get("scenario")) ?? scenarios[0];
    this.given = {};
    this.most = 180;
    this.day = this.scenario.days[1] ?? this.scenario.days[0] ?? null;
    this.out = h("div", { class: "worked", "aria-live": "polite" });
  }

  get timed() {
    return this.scenario.days.length > 0;
  }

  /** The days of the curve; the slider stops on them alone. */
  get days() {
    const step = Math.max(1, Math.round(this.most / POINTS));
    return Array.from({ length: Math.floor(this.most / step) + 1 }, (_, n) => n * step);
  }

  async work() {
    const days = this.timed ? this.days : [];
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const page = await get(`contracts/${this.at.id}/exposure`, { scenario: this.scenario.scenario, days, ...this.given }, this.at.signal);
    if (turn !== this.turn) return;
    this.rows = page.items;
    this.draw();
  }

  node() {
    const field = h("select", { id: "scenario", onchange: () => { location.hash = `${this.at.path}?scenario=${field.value}`; } },
      this.scenarios.map((one) => h("option", { value: one.scenario, selected: one === this.scenario }, say(one.title))));
    return h("div", { class: "exposure" },
      h("form", { class: "scenario", onsubmit: (event) => event.preventDefault() },
        h("div", { class: "field" }, h("label", { for: "scenario" }, t("exposure.scenario")), field),
        this.timed && this.slider(), this.figures()),
      this.out);
  }

  slider() {
    const days = this.days;
    this.day = days.reduce((best, one) => (Math.abs(one - this.day) < Math.abs(best - this.day) ? one : best), 0);
    const said = h("output", { for: "day" }, t("exposure.days", { days: this.day }));
    const field = h("input", { type: "range", id: "day", min: 0, max: this.most, step: days[1] - days[0], value: this.day, oninput: () => {
      this.day = Number(field.value);
      said.textContent = t("exposure.days", { days: this.day });
      field.setAttribute("aria-valuetext", said.textContent);
      this.draw();
    } });
    return h("div", { class: "field" }, h("label", { for: "day" }, t("exposure.day"), " ", said), field);
  }

  /** Sums that the reader may set in place of what the scenario takes. */
  figures() {
    const again = calmly(300, () => this.work());
    return Object.entries(FIGURES).filter(([, only]) => !only || only.includes(this.scenario.scenario)).map(([name]) => {
      const set = (value) => { if (value === "") delete this.given[name]; else this.given[name] = value; again(); };
      if (name === "score") {
        const said = h("output", { for: name }, t("exposure.lowest"));
        const field = h("input", { type: "range", id: name, min: 0, max: 100, value: 0, oninput: () => { said.textContent = field.value; set(field.value); } });
        return h("div", { class: "field" }, h("label", { for: name }, t("exposure.score"), " ", said), field);
      }
      const field = h("input", { type: "number", id: name, min: 0, step: "0.01", inputmode: "decimal", placeholder: t("exposure.own"), oninput: () => { if (field.validity.valid) set(field.value); } });
      return h("div", { class: "field" }, h("label", { for: name }, t(`exposure.${name}`)), field);
    });
  }

  draw() {
    const sides = [...new Set(this.rows.map((one) => one.side))];
    this.out.replaceChildren(...sides.map((side) => this.sideOf(side, this.rows.filter((one) => one.side === side))));
  }

  sideOf(side, rows) {
    const row = rows.find((one) => one.days === this.day) ?? rows[0];
    return h("section", { class: `owed ${side}` },
      h("h2", t("exposure.owes", { side: sideName(this.contract, side) }), " ", h("span", { class: "sum" }, amountOf(row))),
      bounds(row), this.timed && rows.some(told) && curve(rows, this.day, side),
      h("p", { class: "soft" }, say(row.assumes)), row.reason && h("p", { class: "soft" }, say(row.reason)),
      row.steps.length > 0 && h("ol", { class: "steps" }, row.steps.map((step) => stepOf(step, this.at.id))));
  }
}

export const amountOf = (row) => (row.amount === null ? t("exposure.unknown") : yuan(row.amount));

/** From where to where the sum may be; without an upper end the text bounds nothing. */
function bounds(row) {
  if (row.high !== null && row.low === row.high) return null;
  return h("p", t(row.high === null ? "exposure.from" : "exposure.between", { low: yuan(row.low ?? "0"), high: yuan(row.high) }));
}

/** Whether there is anything to draw: of a blank nothing can be worked out. */
const told = (row) => Number(row.amount) > 0 || Number(row.low) > 0 || Number(row.high) > 0;

const stepOf = (step, id) => h("li",
  h("p", say(step.why)),
  step.quote && h("p", { class: "q soft" }, h("span", { lang: "zh-Hans" }, `“${step.quote}” `), where(id, step)),
  step.article && h("p", { class: "soft" }, `§ ${step.article}`));
