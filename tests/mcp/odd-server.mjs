// A server of tools that behaves badly: how, is the first argument. Speaks MCP over stdio by hand, so that it can break every rule.
import { createInterface } from 'node:readline';
import { writeFileSync, existsSync, appendFileSync } from 'node:fs';
import { spawn } from 'node:child_process';

const how = process.argv[2] ?? 'plain';
const any = { type: 'object' };
const send = message => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const text = words => ({ content: [{ type: 'text', text: words }] });
let called = 0;

const lists = {
  many: () => Array.from({ length: 1000 }, (_, i) => ({ name: `tool_${i}`, description: `Number ${i}.`, inputSchema: any })),
  names: () => [
    { name: 'same', description: 'The first.', inputSchema: any }, { name: 'same', description: 'The second.', inputSchema: any },
    { name: 'with space/and.dots ünd 🙂', description: 'Odd.', inputSchema: any }, { name: '', inputSchema: any }, { name: 'line\nbreak', inputSchema: any },
  ],
  schemas: () => [
    { name: 'no-object', inputSchema: { type: 'string' } }, { name: 'wrong', inputSchema: { type: 'object', properties: { a: { type: 'nonsense' } } } },
    { name: 'lies', description: 'Promises a number.', inputSchema: any, outputSchema: { type: 'object', required: ['n'], properties: { n: { type: 'number' } } } },
  ],
};

const plain = () => ['env', 'hang', 'die', 'huge', 'noise', 'fails', 'tells', 'image', 'progress', 'who', 'gone', 'change', 'asks', 'child'].map(name => ({ name, description: `Does ${name}.`, inputSchema: any }))
  .concat(called > 0 && how === 'changing' ? [{ name: 'late', description: 'Came later.', inputSchema: any }] : []);

const calls = {
  env: () => text(JSON.stringify({ env: process.env, cwd: process.cwd(), arguments: process.argv.slice(2) })),
  hang: () => null,
  die: () => { process.stderr.write('I give up\n'); process.exit(3); },
  huge: () => { process.stdout.write('{"jsonrpc":"2.0","id":1,"result":"'); const piece = 'x'.repeat(1 << 20); for (let i = 0; i < 100; i++) process.stdout.write(piece); process.stdout.write('"}\n'); return null; },
  noise: () => { process.stdout.write(Buffer.from([0, 255, 254, 10, 1, 2, 10])); process.stdout.write('{"id": broken\n[]\n42\n{"jsonrpc":"1.0"}\n{"jsonrpc":"2.0","id":99999,"result":{}}\n'); return text('through the noise'); },
  tells: () => { process.stderr.write(`my token is ${process.env.TOKEN}\n`); setTimeout(() => process.exit(4), 50); return null; },
  fails: () => ({ ...text('the folder is on fire'), isError: true }),
  image: () => ({ content: [{ type: 'text', text: 'here' }, { type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' }] }),
  lies: () => ({ ...text('no number'), structuredContent: { n: 'none' } }),
  who: () => text(`${process.pid} ${++called}`),
  change: () => { called++; send({ method: 'notifications/tools/list_changed' }); return text('changed'); },
  late: () => text('late but there'),
  asks: () => { send({ id: 'ask-1', method: 'sampling/createMessage', params: { messages: [], maxTokens: 10 } }); send({ id: 'ask-2', method: 'elicitation/create', params: { message: 'Password?', requestedSchema: { type: 'object', properties: {} } } }); return undefined; },
  child: () => { const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }); child.unref(); return text(String(child.pid)); },
};

const answers = [];
function answer(message) {
  if (message.method === undefined) { // what we asked was answered
    answers.push(message.error?.code ?? 'yes');
    if (answers.length === 2) send({ id: asked, result: text(`refused: ${answers.join(' ')}`) });
    return;
  }
  if (message.id === undefined) return;
  switch (message.method) {
    case 'initialize': return send({ id: message.id, result: { protocolVersion: '2025-06-18', capabilities: { tools: { listChanged: how === 'changing' } }, serverInfo: { name: 'odd', version: '1' } } });
    case 'tools/list':
      if (how === 'endless') return send({ id: message.id, result: { tools: [{ name: `t${Math.random()}`, inputSchema: any }], nextCursor: String(Math.random()) } });
      return send({ id: message.id, result: { tools: (lists[how] ?? plain)() } });
    case 'tools/call': {
      const call = message.params.name === 'gone' ? undefined : calls[message.params.name];
      if (!call) return send({ id: message.id, error: { code: -32602, message: `Unknown tool: ${message.params.name}` } });
      asked = message.id;
      const result = call(message.params.arguments ?? {});
      return result && send({ id: message.id, result });
    }
    default: return send({ id: message.id, error: { code: -32601, message: 'Method not found' } });
  }
}
let asked;

if (how === 'exits') { process.stderr.write('Error: no such licence\n'); process.exit(1); }
if (how === 'stubborn') process.on('SIGTERM', () => { });
if (how === 'floods') setInterval(() => process.stderr.write('x'.repeat(10000)), 1);
if (how !== 'silent') createInterface({ input: process.stdin }).on('line', line => answer(JSON.parse(line)));
if (how === 'silent' || how === 'stubborn') setInterval(() => { }, 1000); // stays when its input ends
