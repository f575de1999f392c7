// Scrolling the timeline of a run with 20,002 rows in Chromium: node scroll.mjs http://127.0.0.1:5080 [RUN]
// One JSON line for each pace: the time between two frames, how much of the list was empty at a frame, and beside it the same gesture over a plain list that stands still (what this machine can draw at all).
import { chromium } from "playwright-core";

const server = (process.argv[2] ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const ask = async (path, body, type = "application/json") => {
  const answer = await fetch(server + path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": type }, body: type === "application/json" ? JSON.stringify(body) : body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

let run = process.argv[3];
if (!run) {
  const name = `bench-scroll-${Date.now().toString(36)}`;
  await ask("/api/v1/workflows", `platform: v1\nname: ${name}\ninputs:\n  items: { type: array, items: { type: integer } }
state:\n  doubled: { type: array, merge: append, default: [] }\nstart: double\nnodes:
  double:\n    map: { over: "\${{ inputs.items }}", as: item }\n    set: { doubled: "\${{ [item * 2] }}" }\n`, "application/yaml");
  run = (await ask(`/api/v1/workflows/${name}/runs?wait=60s`, { inputs: { items: Array.from({ length: 20_000 }, (_, i) => i) } })).id;
}

const browser = await chromium.launch({ executablePath: process.env.PLATFORM_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const cdp = await page.context().newCDPSession(page);
await cdp.send("Performance.enable");

// The gesture goes the browser's own way, as a wheel's does, beside the page's thread.
async function scroll(label, speed) {
  const box = await page.locator("#tl-view").boundingBox();
  await page.evaluate(() => { document.getElementById("tl-view").scrollTop = 3000; });
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    const view = document.getElementById("tl-view"), seen = { frames: [], empty: [] };
    window.seen = seen;
    seen.on = true;
    const look = now => {
      if (!seen.on) return;
      seen.frames.push(now);
      const rows = view.querySelectorAll(".wf-row"), at = view.getBoundingClientRect();
      const head = rows[0]?.getBoundingClientRect().top ?? at.bottom, foot = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? at.top;
      seen.empty.push(1 - Math.max(0, Math.min(at.bottom, foot) - Math.max(at.top, head)) / at.height);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const metrics = async () => Object.fromEntries((await cdp.send("Performance.getMetrics")).metrics.map(m => [m.name, m.value]));
  const before = await metrics();
  await cdp.send("Input.synthesizeScrollGesture", { x: box.x + 300, y: box.y + 200, yDistance: -speed * 4, speed, gestureSourceType: "mouse", preventFling: true });
  const after = await metrics();
  const { frames, empty } = await page.evaluate(() => { window.seen.on = false; return window.seen; });
  const gaps = frames.slice(1).map((at, i) => at - frames[i]).sort((a, b) => a - b), part = p => +gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * p))].toFixed(1);
  const ms = name => Math.round((after[name] - before[name]) * 1000);
  console.log(JSON.stringify({ name: `scroll.${label}`, speed, p50: part(0.5), p95: part(0.95), p99: part(0.99), slowest: +gaps.at(-1).toFixed(1), unit: "ms", n: gaps.length, empty_frames: empty.filter(e => e > 0.02).length, script: ms("ScriptDuration"), layout: ms("LayoutDuration"), style: ms("RecalcStyleDuration"), task: ms("TaskDuration") }));
}

const speeds = [600, 2000, 8000];
await page.goto(`${server}/runs/${run}?tab=timeline&open=1`, { waitUntil: "load" });
await page.locator("#tl-view").scrollIntoViewIfNeeded();
for (const speed of speeds) await scroll("timeline", speed);

// The same rows, all there and with no script.
await page.evaluate(() => {
  const rows = document.getElementById("tl-rows"), view = document.getElementById("tl-view"), still = view.cloneNode(true), one = [...rows.querySelectorAll(".wf-row")].map(r => r.outerHTML).join("");
  still.querySelector("#tl-space").removeAttribute("style");
  still.querySelector("#tl-rows").innerHTML = one.repeat(30);
  view.replaceWith(still);
});
for (const speed of speeds) await scroll("still", speed);
await browser.close();
