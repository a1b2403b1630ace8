// openapi-client-axios with the types of its typegen, over the document itself.
import OpenAPIClientAxios, { type Document } from "openapi-client-axios";
import { isAxiosError } from "axios";
import type { Client, Components } from "./generated/axios";
import { base, visit } from "./visit";

declare function require(path: string): unknown;

const api = new OpenAPIClientAxios({
  definition: require("../hiraku.json") as Document,
  withServer: { url: base },
});

async function connect(): Promise<void> {
  const client = await api.init<Client>();
  await visit({
    async ids(limit) {
      const { data } = await client.listPrograms({ limit, sort: ["-id"], fields: ["id"] });
      return data.items.map((item) => item.id ?? "");
    },
    async total(kinds) {
      return (await client.listPrograms({ kind: kinds })).data.total;
    },
    async name(id) {
      return (await client.getProgram({ id })).data.name_ja;
    },
    async values(kpi) {
      const { data } = await client.getKpiSeries({ kpi });
      return data.items.map((item: { value?: number | null }) => item.value);
    },
    async problem(limit) {
      try {
        await client.listPrograms({ limit });
      } catch (error) {
        if (isAxiosError<Components.Schemas.Problem>(error)) return error.response?.data.errors?.[0]?.parameter;
      }
      return undefined;
    },
  });
}

void connect();
