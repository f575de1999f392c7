// From the moment at which something happens in the server to the frame in which Chromium shows it: node seen.mjs http://127.0.0.1:5080
// Names after the address choose pages: overview runs tasks run tokens. One JSON line for each page, first on a server that does nothing else and then while a model writes an answer, token by token. The server's and the browser's clock
// are the same machine's. The model is this program: each of its tokens is the time at which it was written.
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const server = (process.argv[2] ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const chosen = process.argv.slice(3);
const wanted = name => chosen.length === 0 || chosen.includes(name);
const Times = 60;
const WarmUp = 4; // the server compiles a page with its first drawing
const name = `bench-${Date.now().toString(36)}`;
const pause = ms => new Promise(done => setTimeout(done, ms));
const between = () => pause(150 + Math.random() * 200); // so that no rhythm of the server is met
const ask = async (path, body, type = "application/json") => {
  const answer = await fetch(server + path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": type }, body: type === "application/json" ? JSON.stringify(body) : body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// A model that writes thirty tokens a second for as long as somebody listens, or until it is told to stop.
let writing = true;
const model = createServer(async (_, answer) => {
  answer.writeHead(200, { "Content-Type": "text/event-stream" });
  for (let open = true; open && writing; await pause(33)) open = !answer.destroyed && (answer.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: `${Date.now()} ` } }] })}\n\n`), true);
  answer.end(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`);
});
await new Promise(done => model.listen(0, "127.0.0.1", done));

const save = text => ask("/api/v1/workflows", text, "application/yaml");
await save(`platform: v1\nname: ${name}-asks\nstart: ask\nnodes:\n  ask: { human: { title: May it go out? } }\n`);
await save(`platform: v1\nname: ${name}-steps\nlimits: { steps: 50000 }\nstate: { n: { type: integer, default: 0 } }\nstart: ready\nnodes:
  ready: { wait: { event: ${name} }, next: tick }
  tick: { set: { n: "\${{ state.n + 1 }}" }, next: [{ when: "\${{ state.n < 10000 }}", to: ready }, end] }\n`);
await save(`platform: v1\nname: ${name}-writes\nmodels: { slow: { use: vllm/slow, base_url: "http://127.0.0.1:${model.address().port}/v1" } }
agents: { writer: { model: slow } }\nstart: write\nnodes: { write: { agent: writer, prompt: Write. } }\n`);
const start = what => ask(`/api/v1/workflows/${name}-${what}/runs?wait=5s`, { inputs: {} });
const begin = what => ask(`/api/v1/workflows/${name}-${what}/runs`, { inputs: {} });

const browser = await chromium.launch({ executablePath: process.env.PLATFORM_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// Notes what a page shows, when: the time of the frame in which it is painted, by what is shown.
const watch = async (path, look) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(server + path, { waitUntil: "load" });
  await page.evaluate(look => {
    window.shown = {};
    const what = new Function("note", look);
    const see = () => requestAnimationFrame(() => { const now = Date.now(); what(key => window.shown[key] ??= now); });
    see();
    new MutationObserver(see).observe(document.querySelector("main"), { childList: true, subtree: true, attributes: true, characterData: true });
  }, look);
  await pause(1500); // its stream is open
  return { page, shown: key => page.waitForFunction(key => window.shown[key], key, { timeout: 20_000 }).then(found => found.jsonValue()), all: () => page.evaluate(() => window.shown), close: () => page.context().close() };
};

const tell = (label, took) => {
  took.sort((a, b) => a - b);
  const at = part => took[Math.min(took.length - 1, Math.floor(took.length * part))];
  console.log(JSON.stringify({ name: `seen.${label}`, p50: at(0.5), p95: at(0.95), slowest: took.at(-1), unit: "ms", n: took.length }));
};

const listed = async (label, path) => {
  const window = await watch(path, `for (const a of document.querySelectorAll("main a[href]")) note(a.getAttribute("href").split("?")[0].split("/").pop());`);
  const took = [];
  for (let i = -WarmUp; i < Times; i++, await between()) {
    const run = await start("asks");
    const told = path === "/tasks" ? (await ask(`/api/v1/human-tasks?run=${run.id}`)).items[0] : run;
    const seen = await window.shown(told.id) - Date.parse(told.createdAt);
    if (i >= 0) took.push(seen);
    // Done again, so that lists stay short and what is new is on the first page.
    await ask(`/api/v1/runs/${run.id}/cancel`, {});
  }

  await window.close();
  tell(label, took);
};

const stepped = async label => {
  const run = await start("steps");
  const window = await watch(`/runs/${run.id}`, `note("steps " + [...document.querySelectorAll(".run-facts div")].find(d => d.firstElementChild.textContent === "Steps done").lastElementChild.textContent);
    note("rows " + document.getElementById("tl-count").textContent.split(" ")[0]);`);
  for (let i = -WarmUp; i < Times; i++, await between()) await ask(`/api/v1/events/${name}`, { data: 1 });
  await pause(1000);
  const shown = await window.all();
  const committed = (await ask(`/api/v1/runs/${run.id}/events?limit=200`)).items;
  for (let more = committed; more.length === 200; committed.push(...more)) more = (await ask(`/api/v1/runs/${run.id}/events?limit=200&after=${committed.at(-1).sequence}`)).items;
  const header = committed.filter(e => e.type === "step.committed").slice(2 * WarmUp).map(e => [shown[`steps ${e.step}`], Date.parse(e.at)]).filter(([seen]) => seen).map(([seen, at]) => seen - at);
  // A row for each task and each wait: the last of a round is that of the next wait.
  const waits = committed.filter(e => e.type === "task.interrupted").slice(1 + WarmUp).map(e => Date.parse(e.at));
  const rows = Object.entries(shown).filter(([key]) => key.startsWith("rows ")).map(([key, at]) => [Number(key.slice(5).replace(/\D/g, "")), at]).sort((a, b) => a[1] - b[1]);
  const timeline = waits.map((at, i) => { const until = waits[i + 1] ?? Infinity; const last = rows.filter(([, seen]) => seen >= at && seen < until).at(-1); return last && last[1] - at; }).filter(took => took !== undefined);
  await window.close();
  await ask(`/api/v1/runs/${run.id}/cancel`, {});
  tell(`${label}.header`, header);
  tell(`${label}.timeline`, timeline);
};

const written = async () => {
  const run = await begin("writes");
  const window = await watch(`/runs/${run.id}`, `const text = document.querySelector("#live [id$='-a']")?.textContent ?? ""; for (const at of text.split(" ")) if (at.length === 13) note(at);`);
  const from = Date.now();
  await pause(6_000);
  const took = Object.entries(await window.all()).filter(([at]) => Number(at) > from).map(([at, seen]) => seen - Number(at));
  await window.close();
  await ask(`/api/v1/runs/${run.id}/cancel`, {});
  tell("tokens", took);
};

try {
  for (const busy of [false, true]) {
    const writes = busy ? await begin("writes") : null;
    const label = busy ? "while_a_model_writes" : "quiet";
    if (wanted("overview")) await listed(`${label}.overview`, "/");
    if (wanted("runs")) await listed(`${label}.runs`, "/runs");
    if (wanted("tasks")) await listed(`${label}.tasks`, "/tasks");
    if (wanted("run")) await stepped(`${label}.run`);
    if (writes) await ask(`/api/v1/runs/${writes.id}/cancel`, {});
  }

  if (wanted("tokens")) await written();
} finally {
  writing = false;
  await browser.close();
  model.close();
}
