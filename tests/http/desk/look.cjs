// What axe and a validator say of a page of the desk, what stands there, and whether it fits a narrow window.
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

module.exports = { look };
