/* Speaks with the API: answers as data, problems as errors with words for people. */

import { lang } from "./words.js";

const API = "api/v1";
const KEY = "evenhand.key";

/** A problem in the words of the server; `kind` is made for programs. */
export class Problem extends Error {
  constructor(body, status, wait) {
    super(body.detail || body.title || String(status));
    this.title = body.title || String(status);
    this.kind = body.kind || "";
    this.status = status;
    this.wait = wait;
  }
}

/** Keeps the key for as long as the tab is open. */
export const useKey = (key) => sessionStorage.setItem(KEY, key);

function headers(more = {}) {
  const key = sessionStorage.getItem(KEY);
  return { "Accept-Language": lang(), ...(key ? { Authorization: `Bearer ${key}` } : {}), ...more };
}

async function answered(response) {
  if (response.ok) return response;
  let body = {};
  try { body = await response.json(); } catch { /* not ours: a proxy, say */ }
  throw new Problem(body, response.status, Number(response.headers.get("Retry-After")) || 0);
}

function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.forEach((one) => query.append(name, one));
    else if (value !== null && value !== undefined && value !== "") query.set(name, value);
  }
  const asked = query.toString();
  return `${API}/${path}${asked ? `?${asked}` : ""}`;
}

/** What the API says at a path. Throws `Problem`. */
export async function get(path, params, signal) {
  const response = await answered(await fetch(address(path, params), { headers: headers(), signal }));
  return response.json();
}

/** Every item of a list, page by page. */
export async function all(path, params = {}) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { limit: 1000, ...params, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

/** Saves a document in the form that is asked for; a plain link could not send the key. */
export async function save(path, params, accept, name) {
  const response = await answered(await fetch(address(path, params), { headers: headers({ Accept: accept }) }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Hands a file over; the answer is the job. */
export async function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  // Not randomUUID: browsers have it on https and loopback only.
  const mark = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("-");
  const more = { "Idempotency-Key": mark };
  const sent = await fetch(address("contracts"), { method: "POST", body: form, headers: headers(more) });
  return (await answered(sent)).json();
}
