// A client typed by the API document alone: compiles with --strict, fetches, prints what it found.
// Lines under @ts-expect-error must not compile: that is how the types are shown to know the columns.
import type { paths } from "./hiraku.js";

type Get<P extends keyof paths> = paths[P]["get"];
type Query<P extends keyof paths> = Get<P> extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never;
type Path<P extends keyof paths> = Get<P> extends { parameters: { path: infer Q } } ? Q : Record<string, never>;
type Answer<P extends keyof paths> =
  Get<P> extends { responses: { 200: { content: { "application/json": infer T } } } } ? T : never;

const base = process.argv[2]!;

// Lists are joined with commas, the members of an object are parameters of their own: style form.
function search(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) parameters.set(name, value.join(","));
    else if (typeof value === "object" && value !== null)
      for (const [own, one] of Object.entries(value)) parameters.set(own, String(one));
    else parameters.set(name, String(value));
  }
  return parameters.size ? `?${parameters}` : "";
}

async function get<P extends keyof paths>(path: P, at: Path<P>, query: Query<P>): Promise<Answer<P>> {
  let target: string = path;
  for (const [name, value] of Object.entries(at as object))
    target = target.replace(`{${name}}`, encodeURIComponent(String(value)));
  const answer = await fetch(base + target + search(query as object), { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer<P>;
}

const programs = await get("/v1/programs", {}, {
  limit: 5, sort: ["-id"], fields: ["id", "name_ja"], filters: { "source.kind__isnull": "false" },
});
const ids: string[] = programs.items.map((item) => item.id ?? "");
const total: number | null = programs.total;

const program = await get("/v1/programs/{id}", { id: ids[0]! }, {} as never);
const name: string = program.name_ja;

const actuals = await get("/v1/observations", {}, { value_type: ["actual"], period__ge: "FY2020", limit: 3 });
const values: (number | null | undefined)[] = actuals.items.map((item) => item.value);

const found = await get("/v1/search", {}, { q: "データ", limit: 3 });
const groups = await get("/v1/aggregate/observations", {}, { group: ["kpi"], measure: ["count"] });

// Never called.
export function mistakes(): void {
  // @ts-expect-error no such column to sort by
  search({ sort: ["nothing"] } satisfies Query<"/v1/programs">);
  // @ts-expect-error no such code
  search({ value_type: ["nothing"] } satisfies Query<"/v1/observations">);
  // @ts-expect-error no such member
  void program.nothing;
  // @ts-expect-error no such path
  void get("/v1/nothing", {}, {});
}

console.log(JSON.stringify({
  ids, total, name, values, found: found.returned, groups: groups.items.length,
}));
