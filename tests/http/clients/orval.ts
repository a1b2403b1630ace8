// orval's client on fetch. Its addresses are paths: they are joined with that of the service here.
import { getKpiSeries, getProgram, listPrograms } from "./generated/orval";
import { base, visit } from "./visit";

const plain = globalThis.fetch;
globalThis.fetch = (path, options) => plain(base + String(path), options);

void visit({
  async ids(limit) {
    const answer = await listPrograms({ limit, sort: ["-id"], fields: ["id"] });
    return answer.status === 200 ? answer.data.items.map((item) => item.id ?? "") : [];
  },
  async total(kinds) {
    const answer = await listPrograms({ kind: kinds });
    return answer.status === 200 ? answer.data.total : null;
  },
  async name(id) {
    const answer = await getProgram(id);
    return answer.status === 200 ? answer.data.name_ja : "";
  },
  async values(kpi) {
    const answer = await getKpiSeries(kpi);
    return answer.status === 200 ? answer.data.items.map((item) => item.value) : [];
  },
  async problem(limit) {
    const answer = await listPrograms({ limit });
    return answer.status === 400 ? answer.data.errors?.[0]?.parameter : undefined;
  },
});
