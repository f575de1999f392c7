// Lighthouse on the main pages of a running server: node run.mjs http://127.0.0.1:5080
// One JSON line for each page: scores from 0 to 100, first contentful paint and largest paint in milliseconds, layout shift.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const server = (process.argv[2] ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const latest = (await (await fetch(`${server}/api/v1/runs?limit=1`)).json()).items[0];
const pages = { overview: "/", runs: "/runs", ...(latest && { run: `/runs/${latest.id}` }) };
const chrome = await launch({ chromePath: process.env.PLATFORM_CHROMIUM ?? "/usr/bin/chromium", chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  for (const [name, path] of Object.entries(pages)) {
    for (const [form, config] of [["desktop", desktopConfig], ["phone", undefined]]) {
      const { lhr } = await lighthouse(server + path, { port: chrome.port, output: "json", onlyCategories: ["performance", "accessibility", "best-practices"] }, config);
      const score = category => Math.round(lhr.categories[category].score * 100);
      const missed = Object.values(lhr.audits).filter(a => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== "informative").map(a => a.id);
      console.log(JSON.stringify({ name: `lighthouse.${name}.${form}`, performance: score("performance"), accessibility: score("accessibility"), bestPractices: score("best-practices"),
        fcp: Math.round(lhr.audits["first-contentful-paint"].numericValue), lcp: Math.round(lhr.audits["largest-contentful-paint"].numericValue), shift: lhr.audits["cumulative-layout-shift"].numericValue, missed }));
    }
  }
} finally {
  await chrome.kill();
}
