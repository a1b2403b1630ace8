// What PortalJS's client for CKAN (0.1) makes of the Action API. Prints one JSON object.
// Usage: node portaljs.mjs URL
import { CKAN } from "@portaljs/ckan";

const ckan = new CKAN(process.argv[2]);
const found = await ckan.packageSearch({ offset: 0, limit: 2, tags: ["KPI"], groups: [], orgs: ["000001"], resFormat: ["CSV"], query: "kpi" });
const kpis = await ckan.getDatasetDetails("kpis");
const rows = await ckan.datastoreSearch("kpis-csv");
console.log(JSON.stringify({
  names: await ckan.getDatasetsList(),
  detailed: (await ckan.getDatasetsListWithDetails({ offset: 0, limit: 3 })).map((one) => one.name),
  found: { count: found.count, names: found.datasets.map((one) => one.name) },
  shown: { name: kpis.name, formats: kpis.resources.map((one) => one.format) },
  rows: rows.length,
  names_ja: rows.map((one) => one.name_ja),
  groups: [await ckan.getGroupList(), await ckan.getGroupsWithDetails()],
  publishers: [await ckan.getOrgList(), (await ckan.getOrgsWithDetails()).map((one) => one.title)],
  publisher: (await ckan.getOrgDetails("000001")).packages.length,
  tags: (await ckan.getAllTags()).map((one) => one.name),
  resource: (await ckan.getResourceMetadata("kpis-csv")).name,
  info: await ckan.getResourceInfo("kpis-csv"),
  formats: await ckan.getFacetFields("res_format"),
}));
