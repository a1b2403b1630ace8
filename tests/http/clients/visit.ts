// What every client does, and what it found: the test compares that with the service's own answers.

export interface Found {
  ids: string[]; // programmes, the last first
  total: number; // of programmes of two kinds: a list in a parameter
  name: string; // of the first of them, read alone
  values: (number | null | undefined)[]; // of a series
  problem: string; // the parameter that a refused request names
}

export interface Visitor {
  ids(limit: number): Promise<string[]>;
  total(kinds: ["plan", "project"]): Promise<number | null>;
  name(id: string): Promise<string>;
  values(kpi: string): Promise<(number | null | undefined)[]>;
  problem(limit: number): Promise<string | undefined>;
}

declare const process: { argv: string[]; exitCode: number };

export const base: string = process.argv[2]!;
export const kpi: string = process.argv[3]!;

export async function visit(visitor: Visitor): Promise<void> {
  try {
    const ids = await visitor.ids(3);
    const found: Found = {
      ids,
      total: (await visitor.total(["plan", "project"])) ?? -1,
      name: await visitor.name(ids[0]!),
      values: await visitor.values(kpi),
      problem: (await visitor.problem(0)) ?? "",
    };
    console.log(JSON.stringify(found));
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
