/* A sum by days: the line of what is owed, the band of what it may be, the day that is looked at. */

import { s } from "./dom.js";
import { number, t } from "./words.js";

const WIDTH = 640, HEIGHT = 220, LEFT = 76, RIGHT = 14, TOP = 14, BOTTOM = 30;

/** The curve of one side; `day` is marked. */
export function curve(rows, day, side) {
  const points = rows.map((one) => ({ day: one.days, low: value(one.low ?? one.amount), sum: value(one.amount ?? one.low), high: one.high === null ? null : value(one.high) }));
  const most = Math.max(1, ...points.map((one) => Math.max(one.sum, one.low, one.high ?? 0)));
  const last = points.at(-1).day || 1;
  const x = (days) => LEFT + (days / last) * (WIDTH - LEFT - RIGHT);
  const y = (sum) => HEIGHT - BOTTOM - (sum / most) * (HEIGHT - TOP - BOTTOM);
  const line = (key) => points.map((one, n) => `${n ? "L" : "M"}${x(one.day).toFixed(1)} ${y(one[key] ?? one.sum).toFixed(1)}`).join("");
  const back = [...points].reverse().map((one) => `L${x(one.day).toFixed(1)} ${y(one.low).toFixed(1)}`).join("");
  const here = points.find((one) => one.day === day) ?? points[0];
  return s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `curve ${side}`, role: "img", "aria-label": t("exposure.drawn", { from: number(points[0].sum), to: number(points.at(-1).sum), days: last }) },
    [0, 0.5, 1].map((part) => [
      s("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(most * part), y2: y(most * part) }),
      s("text", { x: LEFT - 8, y: y(most * part) + 4, "text-anchor": "end" }, number(most * part, 0))]),
    [0, 0.5, 1].map((part) => s("text", { x: x(last * part), y: HEIGHT - 8, "text-anchor": part === 0 ? "start" : part === 1 ? "end" : "middle" }, t("exposure.days", { days: Math.round(last * part) }))),
    s("path", { class: "band", d: `${line("high")}${back}z` }),
    s("path", { class: rows.some((one) => one.amount === null) ? "line least" : "line", d: line("sum") }),
    s("line", { class: "now", x1: x(here.day), x2: x(here.day), y1: TOP, y2: HEIGHT - BOTTOM }),
    s("circle", { cx: x(here.day), cy: y(here.sum), r: 5 }));
}

const value = (amount) => Number(amount ?? 0);
