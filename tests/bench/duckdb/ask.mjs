/* usage: node ask.mjs PACKAGES DATABASE THREADS
 *
 * DuckDB in this process, with a database file of its own. One line of JSON in: {"sql": […], "times": N, "seconds": S};
 * one line out: {"ms": …, "rows": [[…], …]}, the rows of each statement. The statements are prepared once and run one after
 * the other, at most N times or S seconds: `ms` is the least that they took together, until their rows lay in memory.
 * Turning these into JSON is not measured. */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [packages, database, threads] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${packages}/package.json`)("@duckdb/node-api");
const instance = await DuckDBInstance.create(database, { threads });
const connection = await instance.connect();
const statements = new Map();

async function statement(sql) {
  if (!statements.has(sql)) statements.set(sql, await connection.prepare(sql));
  return statements.get(sql);
}

async function answer({ sql, times = 1, seconds = 0 }) {
  const prepared = [];
  for (const one of sql) prepared.push(await statement(one));
  const end = performance.now() + 1000 * seconds;
  let least = Infinity, results;
  do {
    const begin = performance.now();
    results = [];
    for (const one of prepared) results.push(await one.runAndReadAll());
    least = Math.min(least, performance.now() - begin);
  } while (--times > 0 && performance.now() < end);
  return { ms: least, rows: results.map((result) => result.getRowsJson()) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answer(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
