// swagger-typescript-api with fetch.
import { Api, type HttpResponse, type ProgramList, type Problem } from "./generated/swagger";
import { base, visit } from "./visit";

const api = new Api({ baseUrl: base });

void visit({
  async ids(limit) {
    const { data } = await api.v1.listPrograms({ limit, sort: ["-id"], fields: ["id"] });
    return data.items.map((item) => item.id ?? "");
  },
  async total(kinds) {
    return (await api.v1.listPrograms({ kind: kinds })).data.total;
  },
  async name(id) {
    return (await api.v1.getProgram(id)).data.name_ja;
  },
  async values(kpi) {
    const { data } = await api.v1.getKpiSeries(kpi);
    return data.items.map((item) => item.value);
  },
  async problem(limit) {
    try {
      await api.v1.listPrograms({ limit });
    } catch (error) {
      return (error as HttpResponse<ProgramList, Problem>).error.errors?.[0]?.parameter;
    }
    return undefined;
  },
});
