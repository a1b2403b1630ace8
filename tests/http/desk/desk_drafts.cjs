// The ten steps of a first publication, in a browser whose pages run no script. Standard input: {"chromium", "url", "locale", "words",
// "password", "files", "again", "texts"}; standard output: what axe and a validator say of each page that was passed, and what stood there.
const { chromium } = require("playwright-core");
const fs = require("fs");
const { look } = require("./look.cjs");

let page;

async function main() {
  const asked = JSON.parse(fs.readFileSync(0, "utf-8")), seen = [], clicks = { accepted: 0, edited: 0 };
  const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox"] });
  const context = await browser.newContext({ locale: asked.locale, bypassCSP: true });
  page = await context.newPage();
  page.setDefaultTimeout(15000);
  const w = asked.words;
  const button = (name) => page.getByRole("button", { name, exact: true }).first().click();
  const link = (name) => page.getByRole("link", { name, exact: true }).first().click();
  const fill = (label, text) => page.getByLabel(label, { exact: true }).first().fill(text);
  const there = async (role, name) => (await page.getByRole(role, { name, exact: true }).count()) > 0;
  const signIn = async (name) => {
    await page.goto(asked.url + "/desk");
    await fill(w.name, name);
    await fill(w.password, asked.password);
    await button(w.signIn);
  };
  const signOut = async () => { await link(w.account); await button(w.signOut); };
  const wait = async () => {
    await page.waitForURL(/job=/);
    for (let i = 0; i < 100 && (await there("link", w.progress)); i++) {
      await page.waitForTimeout(100);
      await link(w.progress);
    }
    await look(page, seen);
  };
  const mend = async () => {
    await link(w.check);
    await look(page, seen);
    for (let i = 0; i < 40 && (await there("button", w.take)); i++) {
      await button((await there("button", w.takeAll)) ? w.takeAll : w.take);
      clicks.accepted++;
    }
    for (const [column, text] of asked.texts) {
      await page.getByRole("link", { name: new RegExp(`^observations \\d+ ${column}$`) }).first().click();
      await look(page, seen);
      await page.getByRole("row").nth(1).getByRole("link").nth(column === "value" ? 7 : 0).click();
      await look(page, seen);
      await page.locator("#field-value-1").fill(text);
      await button(w.edit);
      clicks.edited++;
      await link(w.check);
    }
    await look(page, seen);
  };
  const propose = async () => {
    await link(w.compare);
    await look(page, seen);
    if (await page.getByLabel(w.why, { exact: true }).count()) {
      await fill(w.why, "集計の誤り");
      await button(w.giveReason);
      await look(page, seen);
    }
    await link(w.publishStep);
    await look(page, seen);
    await button(w.propose);
    await look(page, seen);
  };
  const approve = async () => {
    await signOut();
    await signIn("hanako");
    await look(page, seen);
    await link(w.approveNext);
    await button(w.approve);
    await look(page, seen);
    await button(w.publish);
    await wait();
  };
  const upload = async (files) => {
    await page.getByLabel(w.files, { exact: true }).setInputFiles(files.map((file) => (
      { name: file.split("/").pop(), mimeType: "application/octet-stream", buffer: fs.readFileSync(file) })));
    await button(w.make);
    await wait();
    await link(w.seeDraft);
    await look(page, seen);
  };
  await signIn("taro");
  await look(page, seen);
  await upload(asked.files);
  await mend();
  await propose();
  await approve();
  await signOut();
  await signIn("taro");
  await upload([asked.again]);
  await propose();
  await approve();
  await link(w.releases);
  await page.getByRole("link", { name: w.again }).first().click();
  await fill(w.reason, "読み違えていた");
  await button(w.publishAgain);
  await wait();
  await browser.close();
  console.log(JSON.stringify({ seen, clicks }));
}

main().catch(async (error) => {
  console.error(error, page && page.url(), page && await page.evaluate(() => document.body.innerText));
  process.exit(1);
});
