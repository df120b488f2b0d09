/* What is shown where a page cannot be: the server's own words, and what can be done. */

import { h } from "./dom.js";
import { useKey } from "./server.js";
import { t } from "./words.js";

/** A box for a problem; `again` draws the page anew. */
export function trouble(problem, again) {
  if (problem.status === 401) return askForKey(problem, again);
  if (problem.kind === "judging") setTimeout(again, (problem.wait || 5) * 1000);
  const words = problem instanceof TypeError ? t("trouble.away") : problem.status === 404 ? t("trouble.gone") : problem.message;
  return h("div", { class: "trouble", role: "alert" },
    h("h1", problem.title || t("trouble.title")),
    h("p", words),
    problem.kind === "judging" ? h("p", t("trouble.waiting")) : h("button", { type: "button", onclick: again }, t("trouble.again")));
}

function askForKey(problem, again) {
  const field = h("input", { id: "key", type: "password", autocomplete: "off", required: true });
  const enter = (event) => {
    event.preventDefault();
    useKey(field.value.trim());
    again();
  };
  return h("form", { class: "trouble", onsubmit: enter },
    h("h1", problem.title),
    h("p", { role: "alert" }, problem.message),
    h("label", { for: "key" }, t("key.label")), field,
    h("p", { class: "soft" }, t("key.kept")),
    h("button", { type: "submit", class: "main" }, t("key.enter")));
}
