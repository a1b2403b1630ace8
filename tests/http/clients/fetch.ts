// openapi-fetch with the types of openapi-typescript.
import createClient from "openapi-fetch";
import type { paths } from "./generated/fetch";
import { base, visit } from "./visit";

const client = createClient<paths>({ baseUrl: base });

void visit({
  async ids(limit) {
    const { data } = await client.GET("/v1/programs", { params: { query: { limit, sort: ["-id"], fields: ["id"] } } });
    return data!.items.map((item) => item.id ?? "");
  },
  async total(kinds) {
    const { data } = await client.GET("/v1/programs", { params: { query: { kind: kinds } } });
    return data!.total;
  },
  async name(id) {
    const { data } = await client.GET("/v1/programs/{id}", { params: { path: { id } } });
    return data!.name_ja;
  },
  async values(kpi) {
    const { data } = await client.GET("/v1/kpis/{kpi}/series", { params: { path: { kpi } } });
    return data!.items.map((item) => item.value);
  },
  async problem(limit) {
    const { error } = await client.GET("/v1/programs", { params: { query: { limit } } });
    return error?.errors?.[0]?.parameter;
  },
});

// Never called. Lines under @ts-expect-error must not compile: so the types are shown to know the columns.
export async function mistakes(): Promise<void> {
  // @ts-expect-error no such column to sort by
  await client.GET("/v1/programs", { params: { query: { sort: ["nothing"] } } });
  // @ts-expect-error no such code
  await client.GET("/v1/observations", { params: { query: { value_type: ["nothing"] } } });
  // @ts-expect-error no such path
  await client.GET("/v1/nothing");
  const { data } = await client.GET("/v1/programs/{id}", { params: { path: { id: "x" } } });
  // @ts-expect-error no such member
  void data!.nothing;
}
