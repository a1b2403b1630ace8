// What a browser, axe and a validator say of pages. Standard input: {"chromium", "paths", "url", "languages"}; standard
// output: for each page and language what is wrong with it, by who says so.
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");

// Style, not validity: how attributes are spelled, how long a title may be that an instance chooses, full stops in ids.
const validate = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: { "attribute-boolean-style": "off", "long-title": "off", "void-style": "off", "no-trailing-whitespace": "off", "tel-non-breaking": "off",
    "valid-id": ["error", { relaxed: true }] },
});
const NARROW = 320;

// Tables, heads and cells in the document, and in what a screen reader is told of it.
async function readTables(context, page) {
  const client = await context.newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const told = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
  const counted = await page.evaluate(() => ["table", "thead th", "tbody th", "td"].map((one) => [...document.querySelectorAll(one)].filter((it) => it.checkVisibility()).length));
  return { there: counted, told: ["table", "columnheader", "rowheader", "cell"].map(told) };
}

async function look(context, asked, path) {
  const page = await context.newPage();
  const said = [], elsewhere = [];
  page.on("console", (message) => message.location().url.endsWith("/favicon.ico") || said.push(message.text()));
  page.on("request", (request) => request.url().startsWith(asked.url) || elsewhere.push(request.url()));
  const answer = await page.goto(asked.url + path, { waitUntil: "load" });
  const html = await answer.text();
  const report = await validate.validateString(html);
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  await page.setViewportSize({ width: NARROW, height: 640 });
  const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll(".wide")].map((one) => (one.scrollWidth > one.clientWidth ? one.scrollWidth + 1000 : 0))));
  const tables = await readTables(context, page);
  const frames = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => document.body.innerText).catch(() => "")));
  await page.close();
  return {
    status: answer.status(),
    said,
    elsewhere,
    frames,
    wide: wide > NARROW ? wide : 0,
    tables,
    invalid: report.results.flatMap((one) => one.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`)),
    axe: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`),
  };
}

async function main() {
  const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox"] });
  const seen = [];
  for (const locale of asked.languages)
    for (const colorScheme of asked.schemes) {
      const context = await browser.newContext({ locale, colorScheme, bypassCSP: true });
      for (const path of asked.paths) seen.push({ path, locale, colorScheme, ...(await look(context, asked, path)) });
      await context.close();
    }
  await browser.close();
  console.log(JSON.stringify(seen));
}

main();
