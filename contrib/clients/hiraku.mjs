// hiraku from JavaScript: Node 18 or later (Debian: nodejs) without packages, or a browser.
//     node hiraku.mjs table programs                  a whole table
//     node hiraku.mjs list 'kpis?kind=kpi'            a list, whatever its number of pages
//     node hiraku.mjs series yokohama-oi-kpi1         an indicator, drawn as text
// The address of the service is one more argument, else HIRAKU_URL, else http://127.0.0.1:8080.
// In a page: import { loadTable } from "./hiraku.mjs". Each function gives everything, or throws.

const BASE = globalThis.process?.env.HIRAKU_URL || "http://127.0.0.1:8080"; // a browser has no process

async function get(url) {
  const answer = await fetch(url), text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`); // which says what is wrong (RFC 9457)
  return text;
}

// JavaScript would read 5.00 as 5: the digits get quotes before they are parsed.
const parse = (json) => JSON.parse(json.replace(/"value":\s*(-?[\d.]+)/g, '"value":"$1"'));

// RFC 4180: a cell between quotes may hold commas, line ends and doubled quotes.
function parseCsv(text) {
  const rows = [[]], cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/g;
  for (const [, quoted, plain, end] of text.replace(/\r?\n$/, "").matchAll(cell)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") return rows;
    if (end !== ",") rows.push([]);
  }
}

/** A table as an array of records. Every cell is text, as published: "5.00", "011002". */
export async function loadTable(name, base = BASE) {
  const { total } = parse(await get(`${base}/v1/${name}?limit=1`));
  const [header, ...rows] = parseCsv(await get(`${base}/v1/${name}.csv`));
  if (rows.length !== total) throw new Error(`${name}: ${rows.length} rows of ${total}; load it again`);
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));
}

/** The answer to a query such as "programs?kind=plan", with the items of all its pages. */
export async function loadList(path, base = BASE) {
  let whole, page;
  for (let url = `${base}/v1/${path}`; url; url = page.next && new URL(page.next, url).href) {
    page = parse(await get(url));
    whole ??= { ...page, items: [] };
    if (page.changed_in !== whole.changed_in) throw new Error(`${path}: changed between two pages`);
    whole.items.push(...page.items);
  }
  const count = whole.items.length, different = new Set(whole.items.map((item) => item.id)).size;
  if (different !== count || (whole.total ?? count) !== count || !(whole.complete || whole.next))
    throw new Error(`${path}: ${count} records, ${different} different ones, of ${whole.total}`);
  return whole;
}

/** An indicator and its series as lines of text. */
export async function seriesLines(kpiId, base = BASE) {
  const { kpi, items, attribution } = await loadList(`kpis/${kpiId}/series`, base);
  const highest = Math.max(0, ...items.map((item) => item.value)); // as numbers, only to draw
  const rows = items.map((item) => {
    const words = [item.period.padEnd(21), item.value_type.padEnd(10), item.accumulation.padEnd(10)];
    words.push((item.value ?? "").padStart(10), "#".repeat(Math.max(0, (20 * item.value) / highest || 0)));
    words.push(item.missing && `missing: ${item.missing}`); // a gap is no zero: it says why
    words.push(item.item, item.segment, item.area, item.qualifier, item.status, item.certainty);
    return words.filter((word) => word && word !== "exact" && word !== "final").join(" ");
  });
  const unit = `unit: ${kpi.unit_ja} | good direction: ${kpi.direction ?? "not stated"}`;
  return [`${kpi.name_ja} (${kpi.id})`, unit, ...rows, attribution];
}

if (globalThis.process?.argv[1]?.endsWith("hiraku.mjs")) {
  const [command, what, address = BASE] = process.argv.slice(2);
  const load = { table: loadTable, list: loadList, series: seriesLines }[command];
  try {
    if (!load || !what) throw new Error("table NAME | list QUERY | series KPI  [ADDRESS]");
    const found = await load(what, address.replace(/\/$/, ""));
    if (command === "list") console.log(found.items.map((item) => item.id).join("\n"));
    else if (command === "series") console.log(found.join("\n"));
    else console.log(`${what}: ${found.length} rows, ${Object.keys(found[0] ?? {}).length} columns`);
  } catch (error) {
    console.error("hiraku:", error.message, error.cause ?? "");
    process.exitCode = 1;
  }
}
