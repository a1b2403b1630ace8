// What the two SDKs make of /mcp: v1, v2 as it comes and v2 with `auto`. Prints one JSON object:
// for each, the tools, the results of the calls that are given, and the errors.
// Usage: node mcp.mjs URL CALLS [FAULTS]
// CALLS: a JSON array of [tool, arguments]. FAULTS: a JSON object, by judge an array of
// {head, meta, body, method}: a request (tools/list, or `method`) is sent with these fields in place of
// its own (null: without them), with these members of params._meta (null: without; meta null: no _meta)
// or with another body; what the SDK then throws is told.
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';

const url = new URL(process.argv[2]);
const [calls, faults] = [process.argv[3], process.argv[4] ?? '{}'].map((text) => JSON.parse(text));
const info = { name: 'judge', version: '1.0.0' };
const anyResult = { '~standard': { version: 1, vendor: 'judge', validate: (value) => ({ value }) } };
let fault = null;
const judges = {
  v1: () => [new Client1(info), new Transport1(url, { fetch: spoilingFetch })],
  v2: () => [new Client2(info), new Transport2(url, { fetch: spoilingFetch })],
  auto: () => [new Client2(info, { versionNegotiation: { mode: 'auto' } }), new Transport2(url, { fetch: spoilingFetch })],
};

function merge(members, changes) {
  const merged = { ...members, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function spoilBody(text) {
  if (fault.body !== undefined) return fault.body;
  if (fault.meta === undefined) return text;
  const message = JSON.parse(text);
  message.params = merge(message.params, { _meta: fault.meta && merge(message.params._meta, fault.meta) });
  return JSON.stringify(message);
}

async function spoilingFetch(target, request) {
  if (fault === null || request.method !== 'POST') return fetch(target, request);
  const headers = merge(Object.fromEntries(new Headers(request.headers)), fault.head);
  const answer = await fetch(target, { ...request, headers, body: spoilBody(request.body) });
  fault.status = answer.status;
  return answer;
}

async function attempt(work) {
  try {
    return { result: await work() };
  } catch (error) {
    return { error: { code: error.code ?? null, message: String(error.message), data: error.data ?? null } };
  }
}

const seen = {};
for (const [name, make] of Object.entries(judges)) {
  const [client, transport] = make();
  const errors = [];
  client.onerror = (error) => errors.push(String(error.message ?? error));
  await client.connect(transport);
  const listed = await client.listTools();
  const answers = [];
  for (const [tool, args] of calls) {
    answers.push(await attempt(async () => {
      const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: args });
      return { content, structuredContent, isError: isError ?? false };
    }));
  }
  const thrown = [];
  const before = errors.length;
  for (fault of faults[name] ?? []) {
    const request = { method: fault.method ?? 'tools/list', params: {} };
    thrown.push({ ...await attempt(() => client.request(request, name === 'v1' ? ResultSchema : anyResult)), status: fault.status });
  }
  fault = null;
  errors.length = before; // what was spoilt on purpose
  seen[name] = { server: client.getServerVersion(), instructions: client.getInstructions?.() ?? null,
                 tools: listed.tools, answers, errors, thrown };
  await client.close();
}
console.log(JSON.stringify(seen));
