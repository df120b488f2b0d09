/* The two sides of a contract face to face: what each may do, suffers, is protected by. */

import { h } from "./dom.js";
import { get } from "./server.js";
import { SIDES, tag, where } from "./badges.js";
import { framed, sideName } from "./contract_frame.js";
import { lang, t } from "./words.js";

export async function show(at) {
  const [frame, mirror] = await framed(at, "mirror", get(`contracts/${at.id}/mirror`, { lang: lang() }, at.signal));
  const heads = SIDES.map((side) => h("th", { scope: "col", class: side }, t("mirror.for", { side: sideName(frame.contract, side) })));
  const body = h("div", { class: "page wide" }, frame.head,
    h("p", { class: "lead part-lead" }, t("mirror.lead")),
    h("div", { class: "table facing" }, h("table",
      h("thead", h("tr", h("th", { scope: "col" }, t("mirror.matter")), heads)),
      h("tbody", mirror.items.flatMap((row) => rows(row, at.id, frame.contract))))));
  return { title: `${t("way.mirror")} · ${frame.title}`, body };
}

function rows(row, id, contract) {
  const sided = row.buyer.length > 0 || row.vendor.length > 0;
  const alike = row.both.length > 0 && h("td", { colspan: "2" }, tag("clear", t("mirror.alike")), " ", values(row.both, id));
  const head = h("th", { scope: "row", rowspan: sided && alike ? "2" : null }, row.title);
  if (!sided) return [h("tr", head, alike)];
  const cells = SIDES.map((side) => h("td", { class: side, "data-side": sideName(contract, side) }, row[side].length ? values(row[side], id) : h("span", { class: "lacking" }, t("mirror.nothing"))));
  return [h("tr", head, cells), alike && h("tr", alike)].filter(Boolean);
}

const values = (given, id) => given.map((one) => h("span", { class: "value" }, one.said.map((words) => h("span", { class: "value" }, words)),
  h("span", { class: "q" }, h("span", { lang: "zh-Hans" }, `“${one.quote}” `), where(id, one))));
