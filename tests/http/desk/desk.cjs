// A person at the desk, in a browser whose pages run no script. Standard input: {"chromium", "url", "setup", "locale", "words"};
// standard output: what axe and a validator say of each page that was passed, and what stood there.
const { chromium } = require("playwright-core");
const fs = require("fs");
const { look } = require("./look.cjs");

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
