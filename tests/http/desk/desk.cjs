// A person at the desk, in a browser whose pages run no script. Standard input: {"chromium", "url", "setup", "locale", "words"};
// standard output: what axe and a validator say of each page that was passed, and what stood there.
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const fs = require("fs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");

const validate = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: { "attribute-boolean-style": "off", "long-title": "off", "void-style": "off", "no-trailing-whitespace": "off",
    "valid-id": ["error", { relaxed: true }] },
});

async function look(page, seen) {
  const html = await page.content();
  const report = await validate.validateString(await (await page.context().request.get(page.url())).text());
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize({ width: 1280, height: 720 });
  seen.push({ url: page.url(), text: await page.evaluate(() => document.body.innerText), wide: wide > 320 ? wide : 0,
    scripts: (html.match(/<script/g) || []).length,
    invalid: report.results.flatMap((one) => one.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`)),
    axe: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`) });
}

async function main() {
  const asked = JSON.parse(fs.readFileSync(0, "utf-8")), seen = [], elsewhere = [];
  const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox"] });
  const context = await browser.newContext({ locale: asked.locale, bypassCSP: true, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.on("request", (request) => request.url().startsWith(asked.url) || elsewhere.push(request.url()));
  const w = asked.words, button = (name) => page.getByRole("button", { name, exact: true }).click();
  const link = (name) => page.getByRole("link", { name, exact: true }).first().click();
  const fill = (label, text) => page.getByLabel(label, { exact: true }).fill(text);
  const signIn = async () => {
    await fill(w.name, "hanako");
    await fill(w.password, asked.password);
  };
  if (asked.setup) {
    await page.goto(asked.url + asked.setup);
    await look(page, seen);
    await signIn();
    await button(w.setUp);
    await look(page, seen);
    await link(w.account);
    await look(page, seen);
    await button(w.signOut);
  } else await page.goto(asked.url + "/desk");
  await look(page, seen);
  await signIn();
  await button(w.signIn);
  await look(page, seen);
  await link(w.releases);
  await look(page, seen);
  await page.getByRole("link", { name: w.again }).first().click();
  await look(page, seen);
  await fill(w.reason, "読み違えていた");
  await button(w.publishAgain);
  for (let i = 0; i < 100 && (await page.getByRole("link", { name: w.progress, exact: true }).count()); i++) {
    await page.waitForTimeout(200);
    await link(w.progress);
  }
  await look(page, seen);
  await link(w.log);
  await look(page, seen);
  const cookies = await context.cookies();
  await browser.close();
  console.log(JSON.stringify({ seen, elsewhere, cookies }));
}

main();
