/* The words of the pages in the reader's language; words of the API come in both. */

const KEPT = "evenhand.lang";
let words = {}, now = "zh";

const kept = () => {
  try { return localStorage.getItem(KEPT); } catch { return null; }
};

/** The language: what was chosen, else what the browser asks for. */
export const lang = () => now;

export async function load(chosen = kept()) {
  const asked = chosen ?? (navigator.language || "en");
  now = asked.toLowerCase().startsWith("zh") ? "zh" : "en";
  const answer = await fetch(`pages/words/${now}.json`);
  words = await answer.json();
  document.documentElement.lang = now === "zh" ? "zh-Hans" : "en";
}

export async function choose(chosen) {
  try { localStorage.setItem(KEPT, chosen); } catch { /* then only until the page is closed */ }
  await load(chosen);
}

/** A text of the pages: t("findings.count", {count: 3}). */
export function t(key, values = {}) {
  const text = words[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Words that came in both languages. */
export const say = (both) => (both ? both[now] ?? both.en ?? "" : "");

const locale = () => (now === "zh" ? "zh-CN" : "en-GB");

/** A number as people write it, with so many places at most. */
export const number = (value, places = 2) =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: places }).format(value);

/** A figure with all its places, so that a column of them lines up. */
export const figure = (value, places = 2) =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);

/** A sum in yuan without fen that are zero; "1286000.00" → 1,286,000. */
export function yuan(amount) {
  if (amount === null || amount === undefined) return "";
  return t("money", { amount: number(Number(amount)) });
}

export const percent = (share) => `${number(share * 100, 0)}%`;
