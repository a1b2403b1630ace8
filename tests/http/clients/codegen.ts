// openapi-typescript-codegen with fetch.
import { ApiError, KpisService, OpenAPI, ProgramsService, type Problem } from "./generated/codegen";
import { base, visit } from "./visit";

OpenAPI.BASE = base;

void visit({
  async ids(limit) {
    const { items } = await ProgramsService.listPrograms({ limit, sort: ["-id"], fields: ["id"] });
    return items.map((item) => item.id ?? "");
  },
  async total(kinds) {
    return (await ProgramsService.listPrograms({ kind: kinds })).total;
  },
  async name(id) {
    return (await ProgramsService.getProgram({ id })).name_ja;
  },
  async values(kpi) {
    const { items } = await KpisService.getKpiSeries({ kpi });
    return items.map((item) => item.value);
  },
  async problem(limit) {
    try {
      await ProgramsService.listPrograms({ limit });
    } catch (error) {
      if (error instanceof ApiError) return (error.body as Problem).errors?.[0]?.parameter;
    }
    return undefined;
  },
});
