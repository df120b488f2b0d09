/* The graph around one finding: what the rule saw, and what stands next to it. */

import { h } from "./dom.js";
import { all, get } from "./server.js";
import { framed } from "./contract_frame.js";
import { say, t } from "./words.js";

const LEGIBLE = 0.75;
const RINGS = { Finding: 3, Term: 2, Norm: 2 };
const KINDS = ["Side", "Clause", "Term", "Norm", "Contract"];

export async function show(at) {
  const [frame, findings] = await framed(at, "graph", all(`contracts/${at.id}/findings`));
  const asked = `${at.id}/f/${at.query.get("finding")}`;
  const finding = findings.find((one) => one.id === asked) ?? findings[0];
  const body = h("div", { class: "page wide" }, frame.head);
  if (!finding) {
    body.append(h("p", { class: "lead part-lead" }, t("findings.nothing")));
    return { title: frame.title, body };
  }
  const told = await get(`contracts/${at.id}/findings/${finding.id.split("/").pop()}`, {}, at.signal);
  const canvas = h("div", { class: "net", "aria-hidden": "true" });
  body.append(chooser(at, findings, finding), h("p", say(finding.why)), h("div", { class: "graph" }, canvas, table(told.graph)));
  return { title: `${t("way.graph")} · ${frame.title}`, body, ready: () => draw(canvas, finding, told.graph, at.signal) };
}

function chooser(at, findings, now) {
  const field = h("select", { id: "finding", onchange: () => { location.hash = `${at.path}?finding=${field.value}`; } },
    findings.map((one) => h("option", { value: one.id.split("/").pop(), selected: one === now }, `${one.rule} ${say(one.title)}${one.clause ? ` · ${one.clause}` : ""}`)));
  return h("div", { class: "bar" }, h("div", { class: "field" }, h("label", { for: "finding" }, t("graph.finding")), field));
}

const kindOf = (labels) => KINDS.find((one) => labels.includes(one)) ?? "Term";
const short = (words) => (words.length > 26 ? `${words.slice(0, 25)}…` : words);

const labelOf = (node) => node.labels.find((one) => !KINDS.includes(one)) ?? node.labels[0];

/** What a node is called: its most telling label, and what it says. */
function called(node) {
  const { clause, action } = node.properties;
  return [labelOf(node), short(action ?? clause ?? "")].filter(Boolean).join("\n");
}

function elements(finding, graph) {
  const nodes = new Map([["finding", { data: { id: "finding", label: short(say(finding.title)), kind: "Finding" } }]]);
  const edges = [];
  for (const node of graph) {
    nodes.set(node.id, { data: { id: node.id, label: called(node), kind: kindOf(node.labels) } });
    edges.push({ data: { id: `f ${node.id}`, source: "finding", target: node.id, label: "" } });
    node.edges.forEach((edge, n) => {
      const id = `${edge.label} ${edge.name}`;
      if (!nodes.has(id)) nodes.set(id, { data: { id, label: short(String(edge.name ?? edge.label)), kind: kindOf([edge.label]) } });
      edges.push({ data: { id: `${node.id} ${n}`, source: node.id, target: id, label: edge.type } });
    });
  }
  return [...nodes.values(), ...edges];
}

/** Room for the label: a Chinese sign is as wide as the letters are high. */
function size(node) {
  const lines = node.data("label").split("\n");
  const wide = (line) => [...line].reduce((sum, sign) => sum + (sign > "\u2e80" ? 12.5 : 7.5), 0);
  return { width: Math.max(...lines.map(wide)) + 18, height: lines.length * 16 + 12 };
}

let loading = null;

/** The library is large and one page needs it: it is loaded when that is opened. */
function library() {
  loading ??= new Promise((done, failed) => {
    const script = h("script", { src: "pages/vendor/cytoscape.min.js", onload: () => done(window.cytoscape), onerror: failed });
    document.head.append(script);
  });
  return loading;
}

async function draw(canvas, finding, graph, signal) {
  const cytoscape = await library();
  if (signal.aborted || !canvas.isConnected) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const of = (kind, back, border) => ({ selector: `node[kind = "${kind}"]`, style: { "background-color": colour(back), "border-color": colour(border) } });
  const net = cytoscape({
    container: canvas, elements: elements(finding, graph), minZoom: 0.3, maxZoom: 2.5,
    layout: { name: "concentric", concentric: (node) => RINGS[node.data("kind")] ?? 1, levelWidth: () => 1, minNodeSpacing: 26, equidistant: false, animate: false, padding: 16 },
    style: [
      { selector: "node", style: { shape: "round-rectangle", width: (node) => size(node).width, height: (node) => size(node).height, label: "data(label)", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "font-size": 12, color: colour("ink"), "background-color": colour("card"), "border-width": 2, "border-color": colour("line") } },
      { selector: "edge", style: { width: 1.5, "line-color": colour("line"), "target-arrow-color": colour("line"), "target-arrow-shape": "triangle", "curve-style": "bezier", label: "data(label)", "font-size": 9, color: colour("soft"), "text-rotation": "autorotate", "text-background-color": colour("paper"), "text-background-opacity": 1 } },
      of("Finding", `${finding.severity}-wash`, finding.severity), of("Term", "card", "accent"), of("Norm", "card", "soft"), of("Clause", "wash", "line"), of("Side", "wash", "ink"),
    ],
  });
  // On a small screen the letters come first, and the rest is a drag away.
  if (net.zoom() < LEGIBLE) {
    net.zoom(LEGIBLE);
    net.center(net.getElementById("finding"));
  }
  signal.addEventListener("abort", () => net.destroy());
}

/** The same for those who read it rather than see it. */
function table(graph) {
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": t("graph.table") }, h("table",
    h("thead", h("tr", h("th", { scope: "col" }, t("graph.node")), h("th", { scope: "col" }, t("graph.says")), h("th", { scope: "col" }, t("graph.next")))),
    h("tbody", graph.map((node) => h("tr",
      h("th", { scope: "row" }, labelOf(node)),
      h("td", Object.entries(node.properties).map(([name, value]) => h("div", h("small", `${name} `), String(value)))),
      h("td", node.edges.map((edge) => h("div", h("small", `${edge.type} `), String(edge.name ?? edge.label)))))))));
}
