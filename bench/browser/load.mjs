// How long pages take to load in Chromium, from the start of the navigation: node load.mjs http://127.0.0.1:5080
// One JSON line for each page: the answer's first byte, the largest paint and the end of loading, each as the median and the slowest of ten (or so many as are asked for) with an empty cache, in
// milliseconds; and the same end of loading with what the browser has kept.
import { chromium } from "playwright-core";

const server = (process.argv[2] ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const Times = Number(process.argv[3] ?? 10);
// Detail pages are found as a person finds them: by the first link of a list that leads to one; what has none is left out.
const linkOf = async (list, pattern) => [...(await (await fetch(server + list)).text()).matchAll(/href="([^"#]+)/g)].map(m => m[1].replaceAll("&amp;", "&")).find(href => pattern.test(href));
const id = "[0-9a-f-]{36}";
const details = {
  workflow: ["/workflows", /^\/workflows\/(?!new$)[^/?]+$/], run: ["/runs?status=succeeded", new RegExp(`^/runs/${id}$`)], run_failed: ["/runs?status=failed", new RegExp(`^/runs/${id}$`)],
  task: ["/tasks", new RegExp(`^/tasks/${id}`)], chat: ["/chat", new RegExp(`^/chat/${id}`)], agent: ["/agents", /^\/agents\/[^/]+\/[^/]+$/], tool: ["/tools", /^\/tools\/(?!servers)[^/?]+$/],
  model_call: ["/models/calls", new RegExp(`^/models/calls/${id}`)], error: ["/errors", /^\/errors\/[0-9a-f]{20}/], memory_entry: ["/memory", /^\/memory\/entry/], guide: ["/docs", /^\/docs\/(?!api)[^/]+$/],
};
const found = Object.fromEntries((await Promise.all(Object.entries(details).map(async ([name, where]) => [name, await linkOf(...where)]))).filter(([, href]) => href));
const ofWorkflow = found.workflow ? { workflow_trends: `${found.workflow}?tab=trends`, workflow_runs: `${found.workflow}?tab=runs`, workflow_versions: `${found.workflow}/versions`, editor: `${found.workflow}/edit` } : {};
const ofRun = found.run ? Object.fromEntries(["talk", "state", "events", "calls", "logs", "children", "source", "replay"].map(tab => [`run_${tab}`, `${found.run}?tab=${tab}`])) : {};
const pages = {
  overview: "/", workflows: "/workflows", workflow_new: "/workflows/new", runs: "/runs", runs_failed: "/runs?status=failed", runs_waiting: "/runs?status=waiting", tasks: "/tasks", chats: "/chat", agents: "/agents", tools: "/tools",
  models: "/models", model_calls: "/models/calls", memory: "/memory", costs: "/costs", costs_by_workflow: "/costs?by=workflow", errors: "/errors", jobs: "/jobs",
  settings: "/settings", ...Object.fromEntries(["values", "secrets", "data", "looks"].map(tab => [`settings_${tab}`, `/settings/${tab}`])), docs: "/docs", docs_api: "/docs/api",
  ...found, ...ofWorkflow, ...ofRun, ...(found.run && found.run_failed && { compare: `/runs/compare?a=${found.run.slice(6)}&b=${found.run_failed.slice(6)}` }),
};
const missing = Object.keys(details).filter(name => !found[name]);
if (missing.length > 0) console.error(`not measured, for there is none: ${missing.join(", ")}`);

const browser = await chromium.launch({ executablePath: process.env.PLATFORM_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const times = async page => page.evaluate(() => new Promise(done => new PerformanceObserver((list, all) => {
  all.disconnect();
  const way = performance.getEntriesByType("navigation")[0];
  done({ first: way.responseStart, painted: list.getEntries().at(-1).startTime, loaded: way.loadEventEnd });
}).observe({ type: "largest-contentful-paint", buffered: true })));
const of = (all, key) => {
  const took = all.map(t => Math.round(t[key])).sort((a, b) => a - b);
  return { [`${key}P50`]: took[Math.floor(took.length / 2)], [`${key}Slowest`]: took.at(-1) };
};

try {
  for (const [name, path] of Object.entries(pages)) {
    const [cold, warm] = [[], []];
    for (let i = 0; i <= Times; i++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      for (const into of [cold, warm]) {
        await page.goto(server + path, { waitUntil: "load" });
        const took = await times(page);
        if (i > 0) into.push(took); // the server compiles a page with its first view
      }

      await context.close();
    }

    console.log(JSON.stringify({ name: `load.${name}`, ...of(cold, "first"), ...of(cold, "painted"), ...of(cold, "loaded"), keptP50: of(warm, "loaded").loadedP50, unit: "ms", n: Times }));
  }
} finally {
  await browser.close();
}
