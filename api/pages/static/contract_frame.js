/* What stands above every page about one contract: its sides, its head, the ways to look at it. */

import { h } from "./dom.js";
import { get, save } from "./server.js";
import { SEVERITIES, SIDES, lean } from "./badges.js";
import { lang, t, yuan } from "./words.js";

const WAYS = ["text", "mirror", "benchmark", "exposure", "brief", "graph"];

/** The contract and the frame of its pages; `way` is the one that is shown. */
export async function framed(at, way, ...loaded) {
  const [contract, ...rest] = await Promise.all([get(`contracts/${at.id}`, {}, at.signal), ...loaded]);
  const head = h("div", { class: "masthead" },
    h("h1", { lang: "zh-Hans" }, contract.title || contract.name),
    h("div", { class: "summary" },
      SIDES.map((side) => sideOf(contract, side)),
      h("div", { class: "figures" }, lean(contract.lean),
        h("p", { class: "counted" }, SEVERITIES.map((one) => h("span", { class: one }, h("b", String(contract.findings[one])), ` ${t(`severity.${one}`)}`))))),
    dates(contract),
    h("nav", { class: "ways", "aria-label": t("contract.ways") }, WAYS.map((one) =>
      h("a", { href: `#/contracts/${at.id}${one === "text" ? "" : `/${one}`}`, "aria-current": one === way ? "page" : null }, t(`way.${one}`))),
      h("button", { type: "button", onclick: () => save(`contracts/${at.id}/report`, { lang: lang() }, "text/html", `${contract.name}.html`) }, t("way.report"))));
  return [{ contract, head, title: contract.title || contract.name }, ...rest];
}

/** How the reader knows a side: what it is, and the label the contract gives it. */
export function sideName(contract, side) {
  const label = contract.parties.find((one) => one.role === side)?.label;
  return label ? t("side.called", { side: t(`side.${side}`), label }) : t(`side.${side}`);
}

function sideOf(contract, side) {
  const party = contract.parties.find((one) => one.role === side);
  return h("div", { class: `side ${side}` },
    h("p", { class: "role" }, sideName(contract, side)),
    h("p", { class: "name", lang: "zh-Hans" }, party?.name || t("side.unnamed")));
}

function dates(contract) {
  const given = [
    ["price", contract.price && yuan(contract.price.amount)], ["signed", contract.signed_on],
    ["runs", contract.starts_on && [contract.starts_on, contract.ends_on].filter(Boolean).join(" – ")],
    ["state", contract.state && t(`portfolio.state.${contract.state}`)]];
  return h("dl", { class: "dates" }, given.filter(([, value]) => value).map(([name, value]) =>
    h("div", h("dt", t(`contract.${name}`)), h("dd", value))));
}
