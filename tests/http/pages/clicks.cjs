// What somebody sees who only clicks. Standard input: {"chromium", "journeys": [{"name", "url", "locale", "bare", "steps"}]};
// standard output: by name, where each journey ended and what stood there. A step is one of ["click", name of a link or
// button], ["check", label of a box], ["choose", label, option], ["type", label, words], ["fill", label, value],
// ["download", name of a link], ["print"], ["press", key, times], ["media", what to emulate, size of the window],
// ["walk", key, an expression]: presses the key and reads, until nothing is read or the same once more;
// ["point", selector], ["until", an expression holds], ["read", an expression]: what it gives is added to `read`. `bare`: without style and pictures; `context`:
// options of the browser's context.
const { chromium } = require("playwright-core");
const fs = require("fs");

// waitForFunction would evaluate a string in the page, which its policy forbids.
async function until(page, expression) {
  for (let i = 0; !(await page.evaluate(expression)); i++) {
    if (i === 300) throw new Error(`never so: ${expression}`);
    await page.waitForTimeout(50);
  }
}

// As long as it leads to something else; a key that stays somewhere ends it, too.
async function walk(page, key, expression) {
  const met = [], known = new Set();
  for (let i = 0; i < 1000; i++) {
    await page.keyboard.press(key);
    const one = await page.evaluate(expression);
    if (!one || known.has(JSON.stringify(one))) return met;
    known.add(JSON.stringify(one));
    met.push(one);
  }
  throw new Error(`${key} comes to no end`);
}

async function step(page, end, [what, name, value]) {
  const named = { name, exact: true };
  if (what === "click") await page.getByRole("link", named).or(page.getByRole("button", named)).first().click();
  else if (what === "check") await page.getByRole("checkbox", named).check();
  else if (what === "choose") await page.getByLabel(name, { exact: true }).selectOption({ label: value });
  else if (what === "type") await page.getByRole("searchbox").first().fill(value);
  else if (what === "fill") await page.getByLabel(name, { exact: true }).fill(value);
  else if (what === "press") for (let i = 0; i < (value ?? 1); i++) await page.keyboard.press(name);
  else if (what === "point") await page.locator(name).locator("visible=true").first().hover({ force: true });
  else if (what === "until") await until(page, name);
  else if (what === "read") end.read.push(await page.evaluate(name));
  else if (what === "walk") end.read.push(await walk(page, name, value));
  else if (what === "media") {
    await page.emulateMedia(name);
    if (value) await page.setViewportSize(value);
  } else if (what === "download") {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", named).first().click()]);
    end.file = fs.readFileSync(await file.path()).toString("base64");
  } else if (what === "print") {
    await page.emulateMedia({ media: "print" });
    end.hidden = await page.evaluate(() => ["header nav", "header form"].every((one) => !document.querySelector(one)?.checkVisibility()));
    end.pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  } else throw new Error(`no such step: ${what}`);
  await page.waitForLoadState("load");
}

async function go(browser, journey) {
  const context = await browser.newContext({ locale: journey.locale, acceptDownloads: true, ...journey.context });
  const page = await context.newPage(), end = { read: [], said: [] };
  page.on("console", (message) => message.location().url.endsWith("/favicon.ico") || end.said.push(message.text()));
  page.on("pageerror", (error) => end.said.push(error.message));
  page.setDefaultTimeout(15000);
  if (journey.bare)
    await page.route("**/*", (route) => (["stylesheet", "image"].includes(route.request().resourceType()) ? route.abort() : route.continue()));
  await page.goto(journey.url);
  if (journey.bare) await page.evaluate(() => document.querySelectorAll("svg, img").forEach((one) => one.remove()));
  for (const one of journey.steps) await step(page, end, one);
  end.url = page.url();
  end.text = await page.evaluate(() => document.body.innerText);
  end.lines = await page.evaluate(() => [...document.querySelectorAll("pre code")].map((one) => one.textContent));
  end.frames = await Promise.all(page.frames().slice(1).map((frame) => frame.evaluate(() => document.body.innerText)));
  await context.close();
  return end;
}

async function main() {
  const asked = JSON.parse(fs.readFileSync(0, "utf-8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox"] });
  const ends = {};
  for (const journey of asked.journeys) ends[journey.name] = await go(browser, journey).catch((error) => ({ failed: String(error) }));
  await browser.close();
  console.log(JSON.stringify(ends));
}

main();
