/* Small signs that every page shares: how grave, for whom, how a contract leans. */

import { h, unseen } from "./dom.js";
import { figure, t } from "./words.js";

export const SEVERITIES = ["high", "medium", "low"];
export const SIDES = ["buyer", "vendor"];
export const WEIGHT = { high: 3, medium: 2, low: 1 };

export const tag = (kind, words) => h("span", { class: `tag ${kind}` }, words);
export const severityTag = (severity) => tag(severity, t(`severity.${severity}`));
export const favoursTag = (favours) => tag(favours, t(`favours.${favours}`));
export const stateTag = (state) => tag(state, t(`state.${state}`));

/** How a contract leans: a bar from the middle, and the figure. */
export function lean(value) {
  const side = value < 0 ? "buyer" : "vendor";
  const width = `${Math.abs(value) * 50}%`;
  const style = { width, [value < 0 ? "right" : "left"]: "50%" };
  return h("span", { class: "leaning" },
    h("span", { class: "lean", "aria-hidden": "true" }, value !== 0 && h("i", { class: side, style })),
    h("small", leaning(value)));
}

/** The same in words. */
export function leaning(value) {
  if (value === 0) return t("lean.none");
  return t(value < 0 ? "lean.buyer" : "lean.vendor", { figure: figure(Math.abs(value)) });
}

/** Where words stand: a link that lights them in the contract. */
export function where(contract, quote) {
  if (quote.start === null || quote.start === undefined || quote.start < 0) return quote.clause ? h("span", { class: "where" }, quote.clause) : null;
  const to = `#/contracts/${contract}?at=${quote.start}-${quote.end}`;
  return h("a", { class: "where", href: to }, quote.clause || t("words.see"), unseen(` ${t("words.in_text")}`));
}

/** Words of a contract, and where they stand. */
export const quoted = (contract, quote) =>
  h("p", { class: "quote" }, h("span", { lang: "zh-Hans" }, quote.quote), " ", where(contract, quote));
