// The client that the suite starts: our command line, with a workflow that calls one tool of the suite's server, whose address is the last argument.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [platform, folder, encoded, url] = [process.argv[2], process.argv[3], process.argv[4], process.argv.at(-1)];
const call = encoded === url ? '' : Buffer.from(encoded, 'base64').toString();
const home = mkdtempSync(join(folder, 'client-'));
const file = join(home, 'w.yaml');
writeFileSync(file, `platform: v1
name: conformance
tools: { it: { use: mcp, url: "${url}", timeout: 20s } }
state: { got: { default: "" } }
outputs: { got: "\${{ state.got }}" }
start: a
nodes: { a: { tool: it.${call || 'none'}, save: { got: "\${{ output }}" } } }
`);
const words = call ? ['run', file] : ['mcp', 'tools', file];
const env = { ...process.env, PLATFORM_HOME: join(home, 'data'), PLATFORM__Egress__Allow__0: 'localhost' };
process.exit(spawnSync(platform, words, { stdio: 'inherit', env }).status ?? 1);
