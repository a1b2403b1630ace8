// What the two SDKs make of /mcp: v1, v2 as it comes and v2 with `auto`. Prints one JSON object:
// for each, the tools, the results of the calls that are given, and the errors.
// Usage: node mcp.mjs URL CALLS (a JSON array of [tool, arguments])
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';

const [url, calls] = [new URL(process.argv[2]), JSON.parse(process.argv[3])];
const info = { name: 'judge', version: '1.0.0' };
const judges = {
  v1: () => [new Client1(info), new Transport1(url)],
  v2: () => [new Client2(info), new Transport2(url)],
  auto: () => [new Client2(info, { versionNegotiation: { mode: 'auto' } }), new Transport2(url)],
};

async function attempt(work) {
  try {
    return { result: await work() };
  } catch (error) {
    return { error: { code: error.code ?? null, message: String(error.message) } };
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
  seen[name] = { server: client.getServerVersion(), instructions: client.getInstructions?.() ?? null,
                 tools: listed.tools, answers, errors };
  await client.close();
}
console.log(JSON.stringify(seen));
