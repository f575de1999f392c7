// Asks the built-in composer every request of the files named, and prints what it said and built beside what is wanted.
// node ask.mjs PLATFORM FILE... [--only 301]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const at = process.argv.indexOf('--only');
const only = at > 0 ? process.argv[at + 1] : null;
const [platform, ...files] = process.argv.slice(2, at > 0 ? at : undefined);
if (!platform || files.length === 0) {
  console.error('usage: node ask.mjs PLATFORM FILE... [--only ID]');
  process.exit(2);
}

function conversations(file) {
  const found = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const head = /^## (\S+)/.exec(line);
    const turn = /^\d+\. (.*)/.exec(line);
    const wanted = /^ {3}- wanted: (.*)/.exec(line);
    if (head) found.push({ id: head[1], turns: [] });
    else if (turn) found.at(-1).turns.push({ said: turn[1], wanted: '' });
    else if (wanted) found.at(-1).turns.at(-1).wanted = wanted[1];
  }
  return found;
}

// `this` must stand in the draft, !`this` must not: necessary, and by far not enough. The rest is read by a person.
function missing(wanted, draft) {
  const text = draft.replace(/^description:.*$/m, '').toLowerCase();
  return [...wanted.matchAll(/(!?)`([^`]+)`/g)].filter(([, not, word]) => text.includes(word.toLowerCase()) === (not === '!')).map(([all]) => all);
}

const home = mkdtempSync(join(tmpdir(), 'composer-'));
let [asked, kept] = [0, 0];
for (const { id, turns } of files.flatMap(conversations).filter(c => !only || c.id === only)) {
  const input = turns.map(t => `${t.said}\n/yaml\n`).join('');
  const run = spawnSync(platform, ['chat', '--json', '--data', home], { input, encoding: 'utf8' });
  let turn = -1, draft = '';
  for (const line of run.stdout.split('\n').filter(l => l.startsWith('{'))) {
    const message = JSON.parse(line);
    if ('asked' in message) {
      turn++;
      draft = '';
      console.log(`\n=== ${id}.${turn + 1} ${turns[turn].said}\nwanted: ${turns[turn].wanted}\nsaid:   ${message.said}`);
    } else if ('text' in message) {
      draft = message.text;
    } else continue;
    if (!('text' in message)) continue;
    const lost = missing(turns[turn].wanted, draft);
    asked++;
    if (lost.length === 0) kept++;
    console.log(draft + (lost.length ? `\nLOST: ${lost.join(' ')}` : ''));
  }
  if (turn + 1 !== turns.length) console.log(`\n=== ${id}: ${turn + 1} of ${turns.length} turns answered: ${run.stderr.slice(-300)}`);
}
rmSync(home, { recursive: true });
console.log(`\n${kept} of ${asked} drafts hold all words that they must`);
