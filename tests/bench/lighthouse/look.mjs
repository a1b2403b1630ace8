/* usage: node look.mjs PACKAGES ADDRESS…
 *
 * What Lighthouse says of each page, in Debian's Chromium (or CHROME_PATH), which reaches no other host: a line of JSON each,
 * {"address": …, "error": …, "scores": {category: 0…1}, "poor": [what the score was lowered by]}. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const [packages, ...addresses] = process.argv.slice(2);
const load = name => import(pathToFileURL(resolve(packages, "node_modules", name)).href);
const { launch } = await load("chrome-launcher/dist/index.js");
const { default: lighthouse } = await load("lighthouse/core/index.js");

// What lowers the score of a category: audits that count in it and did not pass.
function poorOf(report) {
  const counted = Object.values(report.categories).flatMap(one => one.auditRefs.filter(each => each.weight > 0));
  return counted.map(each => report.audits[each.id]).filter(audit => audit.score !== null && audit.score < 0.9)
    .map(audit => `${audit.id} ${audit.displayValue ?? ""}`.trim());
}

const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
const chrome = await launch({
  chromePath: process.env.CHROME_PATH || "/usr/bin/chromium",
  userDataDir: folder,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES });
    const scores = Object.fromEntries(CATEGORIES.map(name => [name, lhr.categories[name]?.score ?? null]));
    console.log(JSON.stringify({ address, error: lhr.runtimeError?.message, scores, poor: poorOf(lhr) }));
  }
} finally {
  chrome.kill();
  rmSync(folder, { recursive: true, force: true });
}
