// What npm's ckan (0.2) and the mapper of Frictionless (1.0) make of the Action API. Prints one JSON object.
// Usage: node ckan.mjs URL
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Client } = require("ckan");
const mapper = require("frictionless-ckan-mapper-js");

const client = new Client(process.argv[2]);
const action = (name, data) => new Promise((done) => client.action(name, data, (error, answer) => done(error ? { error } : answer.result)));
const rows = (question) => new Promise((done) => client.datastoreQuery(question, (error, answer) => done(error ? { error } : answer)));

const found = await action("dataset_search", { q: "name:kpis", rows: 1 });
const shown = await action("dataset_show", { id: "observations" });
const told = {
  count: found.count,
  name: found.results[0].name,
  shown: shown.name,
  missing: await action("dataset_show", { id: "nothing" }),
  wrong: await action("datastore_search", { resource_id: "observations-csv", filters: "a" }),
  rows: await rows({ resource_id: "observations-csv", size: 2, from: 3 }),
  package: mapper.packageCkanToFrictionless(structuredClone(shown)),
  resource: mapper.resourceCkanToFrictionless(structuredClone(shown.resources[0])),
};
console.log(JSON.stringify(told));
