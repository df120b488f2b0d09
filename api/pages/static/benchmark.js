/* Where the values of a contract stand among those of its peers. */

import { h, s } from "./dom.js";
import { get } from "./server.js";
import { favoursTag, tag, where } from "./badges.js";
import { framed } from "./contract_frame.js";
import { number, say, t } from "./words.js";

const WIDTH = 320, HEIGHT = 46, EDGE = 14;

export async function show(at) {
  const side = at.query.get("side") ?? "";
  const baseline = at.query.get("own") !== "1";
  const [frame, page] = await framed(at, "benchmark", get(`contracts/${at.id}/benchmark`, { side, baseline }, at.signal));
  const placed = page.items.filter((one) => !one.missing && one.quartiles);
  const few = page.items.filter((one) => !one.missing && !one.quartiles);
  const missing = page.items.filter((one) => one.missing);
  const body = h("div", { class: "page wide" }, frame.head, choices(at, side, baseline),
    h("p", { class: "lead" }, t("benchmark.lead")),
    placed.length ? h("ul", { class: "strips" }, placed.sort(outliersFirst).map((one) => strip(one, at.id))) : h("p", { class: "empty lead" }, t("benchmark.nothing")),
    lacking(missing), tooFew(few, at.id));
  return { title: `${t("way.benchmark")} · ${frame.title}`, body };
}

const outliersFirst = (a, b) => Number(b.outlier) - Number(a.outlier) || Math.abs((b.percentile ?? 50) - 50) - Math.abs((a.percentile ?? 50) - 50);

function choices(at, side, baseline) {
  const go = (name, value) => {
    const query = new URLSearchParams(at.query);
    value ? query.set(name, value) : query.delete(name);
    location.hash = `${at.path}?${query}`;
  };
  const field = h("select", { id: "side", onchange: () => go("side", field.value) },
    ["", "buyer", "vendor"].map((one) => h("option", { value: one, selected: one === side }, one ? t(`side.${one}`) : t("benchmark.both"))));
  const box = h("input", { type: "checkbox", id: "baseline", checked: baseline, onchange: () => go("own", box.checked ? "" : "1") });
  return h("div", { class: "bar" }, h("div", { class: "field" }, h("label", { for: "side" }, t("benchmark.side")), field),
    h("span", { class: "check" }, box, h("label", { for: "baseline" }, t("benchmark.baseline"))));
}

function strip(item, id) {
  const unit = say(item.unit_title);
  const shown = (value) => `${number(value, 4)}${unit ? ` ${unit}` : ""}`;
  return h("li", { class: `strip${item.outlier ? " out" : ""}` },
    h("div", { class: "told" },
      h("h2", say(item.title)),
      h("p", { class: "tags" }, item.outlier && tag("high", t("benchmark.outlier")), item.favours !== "none" && favoursTag(item.favours),
        h("span", t("benchmark.n", { n: item.n, effective: number(item.effective_n, 1) }))),
      item.quote && h("p", { class: "q soft" }, h("span", { lang: "zh-Hans" }, `“${item.quote}” `), where(id, item)),
      lineage(item), item.notes.map((note) => h("p", { class: "soft" }, say(note)))),
    h("figure", box(item, shown), h("figcaption", h("b", shown(item.value)), ` · ${t("benchmark.percentile", { p: number(item.percentile, 0) })}`,
      h("span", { class: "soft" }, t("benchmark.quartiles", { low: number(item.quartiles[0], 4), middle: number(item.quartiles[1], 4), high: number(item.quartiles[2], 4) })))));
}

/** A box from the lower to the upper quartile, the fence as whiskers, this contract as a diamond. */
function box(item, shown) {
  const [low, middle, high] = item.quartiles;
  const ends = [...(item.fence ?? [low, high]), item.value, low, high].filter((one) => one !== null);
  const floor = Math.min(...ends) < 0 && item.value >= 0 ? Math.max(0, Math.min(item.value, low)) : Math.min(...ends);
  const [from, to] = [floor === Math.max(...ends) ? floor - 1 : floor, Math.max(...ends)];
  const x = (value) => EDGE + ((Math.min(to, Math.max(from, value)) - from) / (to - from || 1)) * (WIDTH - 2 * EDGE);
  const middleY = HEIGHT / 2;
  const fence = item.fence ?? [low, high];
  return s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "box", role: "img", "aria-label": t("benchmark.drawn", { value: shown(item.value), p: number(item.percentile, 0), low: shown(low), high: shown(high) }) },
    s("line", { class: "whisker", x1: x(fence[0]), x2: x(fence[1]), y1: middleY, y2: middleY }),
    [0, 1].map((n) => s("line", { class: "whisker", x1: x(fence[n]), x2: x(fence[n]), y1: middleY - 6, y2: middleY + 6 })),
    s("rect", { class: "half", x: x(low), y: middleY - 10, width: Math.max(2, x(high) - x(low)), height: 20 }),
    s("line", { class: "middle", x1: x(middle), x2: x(middle), y1: middleY - 10, y2: middleY + 10 }),
    s("path", { class: `here${item.outlier ? " out" : ""}`, d: `M${x(item.value)} ${middleY - 13} l8 13 l-8 13 l-8 -13z` }));
}

/** From where the peers come, and what was given up to have enough of them. */
function lineage(item) {
  const { sources, widened, group } = item.peers;
  const from = Object.entries(sources).filter(([, n]) => n).map(([name, n]) => `${t(`benchmark.source.${name}`)} ${n}`).join(t("comma"));
  const shared = Object.entries(group).map(([, value]) => value).join(t("comma"));
  return h("p", { class: "soft" }, [from && t("benchmark.from", { from }), shared && t("benchmark.group", { shared }), widened.length > 0 && t("benchmark.widened", { count: widened.length })].filter(Boolean).join(" · "));
}

const lacking = (items) => items.length > 0 && h("section", h("h2", t("benchmark.missing")),
  h("ul", { class: "lines" }, items.map((one) => h("li", say(one.title), " ", one.n !== null && one.n !== undefined && h("span", { class: "soft" }, t("benchmark.n", { n: one.n, effective: number(one.effective_n ?? one.n, 1) }))))));

const tooFew = (items, id) => items.length > 0 && h("section", h("h2", t("benchmark.few")),
  h("ul", { class: "lines" }, items.map((one) => h("li", h("b", say(one.title)), " ", one.value !== null && `${number(one.value, 4)} ${say(one.unit_title)} `, where(id, one), " ", h("span", { class: "soft" }, one.notes.map(say).join(" "))))));
