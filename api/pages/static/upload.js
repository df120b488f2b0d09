/* Files on their way in: dropped anywhere or chosen, each with its progress until it is judged. */

import { h } from "./dom.js";
import { get, upload } from "./server.js";
import { say, t } from "./words.js";

const PAUSE = 400;
const done = new Set();

/** Calls back whenever contracts have come in; the answer ends that. */
export function whenDone(action, signal) {
  done.add(action);
  signal.addEventListener("abort", () => done.delete(action));
}

/** The place to drop files, with a button for those who do not. */
export function dropZone() {
  const field = h("input", { type: "file", multiple: true, id: "files", class: "sr", onchange: () => { send(field.files); field.value = ""; } });
  return h("div", { class: "drop" }, field,
    h("label", { for: "files", class: "button" }, t("upload.choose")),
    h("p", t("upload.drop")));
}

/** Takes files that are dropped on any page. */
export function watchDrops() {
  const files = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!files(event)) return;
    event.preventDefault();
    send(event.dataTransfer.files);
  });
}

function send(files) {
  for (const file of files) follow(file);
}

async function follow(file) {
  const row = rowOf(file.name);
  try {
    let job = await upload(file);
    while (job.state !== "done" && job.state !== "failed") {
      row.state(t(`job.${job.state}`), job.progress);
      await new Promise((wake) => setTimeout(wake, PAUSE));
      job = await get(`jobs/${job.id}`);
    }
    if (job.state === "failed") row.failed(say(job.error));
    else row.done(job);
    if (job.contracts.length) done.forEach((action) => action(job));
  } catch (problem) {
    row.failed(problem.message);
  }
}

function rowOf(name) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": name });
  const said = h("span", { class: "soft" }, t("job.sending"));
  const row = h("div", { class: "job" },
    h("b", name), said, bar,
    h("button", { type: "button", "aria-label": t("job.dismiss", { name }), onclick: () => row.remove() }, "×"));
  document.getElementById("jobs").append(row);
  const end = (kind, ...words) => {
    bar.remove();
    row.classList.add(kind);
    said.replaceChildren(...words);
  };
  return {
    state: (words, progress) => { said.textContent = words; bar.value = progress; },
    failed: (words) => end("failed", words),
    done: (job) => end("done", ...outcome(job)),
  };
}

/** What became of a file: its contracts, new or known, and what could not be read beside them. */
function outcome(job) {
  const links = job.contracts.map((one) => h("a", { href: `#/contracts/${one.id}` }, `${one.title || one.name} · ${t(`job.${one.state}`)}`));
  const failed = job.failures.map((one) => h("span", `${one.name}: ${say(one.why)}`));
  return [...links, ...failed];
}
