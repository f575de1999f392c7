// How long pages take to load in Chromium, from the start of the navigation: node load.mjs http://127.0.0.1:5080
// One JSON line for each page: the answer's first byte, the largest paint and the end of loading, each as the median and the slowest of ten (or so many as are asked for) with an empty cache, in
// milliseconds; and the same end of loading with what the browser has kept.
import { chromium } from "playwright-core";

const server = (process.argv[2] ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const Times = Number(process.argv[3] ?? 10);
const newest = async path => (await (await fetch(server + path)).json()).items?.[0];
const [run, failed, task, workflow, chat] = await Promise.all(["/api/v1/runs?status=succeeded&limit=1", "/api/v1/runs?status=failed&limit=1", "/api/v1/human-tasks?limit=1", "/api/v1/workflows?limit=1", "/api/v1/conversations?limit=1"].map(newest));
const pages = {
  overview: "/", workflows: "/workflows", ...(workflow && { workflow: `/workflows/${workflow.name}`, editor: `/workflows/${workflow.name}/edit` }), runs: "/runs", runs_failed: "/runs?status=failed",
  ...(run && { run: `/runs/${run.id}` }), ...(failed && { run_failed: `/runs/${failed.id}` }), tasks: "/tasks", ...(task && { task: `/tasks/${task.id}` }), chats: "/chat", ...(chat && { chat: `/chat/${chat.id}` }),
  agents: "/agents", tools: "/tools", models: "/models", memory: "/memory", costs: "/costs", errors: "/errors", jobs: "/jobs", settings: "/settings", docs: "/docs",
};

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
