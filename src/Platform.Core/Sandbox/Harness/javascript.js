// Runs one piece of code and tells its result. Reads one request from fd 0, answers on fd 3; what is printed goes to fd 1 and 2.
// A message is 4 bytes of length (big-endian), JSON of that length, then the bytes of what the JSON says follows.
// Nothing here protects anything: the sandbox around this process does. Code that meddles with it only spoils its own result.
'use strict';
(() => {
  const fs = require('fs'), path = require('path'), vm = require('vm');
  const { createRequire, isBuiltin } = require('module');
  const { stringify, parse } = JSON;
  const leave = process.reallyExit.bind(process);
  const channel = 3;

  const take = size => {
    const got = Buffer.alloc(size);
    for (let at = 0; at < size;) {
      const read = fs.readSync(0, got, at, size - at, null);
      if (read === 0) leave(0);
      at += read;
    }
    return got;
  };
  const writeSync = fs.writeSync;
  const send = data => { for (let at = 0; at < data.length;) at += writeSync(channel, data, at, data.length - at); };
  const tell = text => {
    const data = Buffer.from(text), size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    send(size);
    send(data);
  };
  const fail = (kind, message, line) => {
    tell(`{"error":{"kind":${stringify(kind)},"message":${stringify(String(message).slice(0, 4000))},"line":${line || null}}}`);
    leave(0);
  };

  const place = files => {
    for (const file of files) {
      const at = path.join('/work', file.path);
      fs.mkdirSync(path.dirname(at), { recursive: true });
      const out = fs.openSync(at, 'w');
      for (let left = file.size; left > 0;) {
        const part = take(Math.min(left, 1 << 20));
        for (let done = 0; done < part.length;) done += fs.writeSync(out, part, done);
        left -= part.length;
      }
      fs.closeSync(out);
      fs.chmodSync(at, 0o444);
    }
  };
  const keep = patterns => {
    const found = [];
    const walk = folder => {
      for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const at = path.join(folder, entry.name), known = path.relative('/work', at);
        if (entry.isDirectory()) walk(at);
        else if (entry.isFile() && patterns.some(p => p.test(known))) found.push({ path: known, size: fs.statSync(at).size });
      }
    };
    if (patterns.length > 0) walk('/work');
    return found.sort((a, b) => a.path < b.path ? -1 : 1);
  };

  const plain = (key, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is no JSON`);
    if (value instanceof Map) return Object.fromEntries(value);
    if (value instanceof Set) return [...value];
    return value;
  };

  tell('{"ready":true}');
  const request = parse(take(take(4).readUInt32BE(0)).toString());
  place(request.files);
  const nothing = fs.openSync('/dev/null', 'r');
  if (nothing !== 0) { fs.closeSync(0); fs.openSync('/dev/null', 'r'); fs.closeSync(nothing); }
  const { name } = request;
  const patterns = request.keep.map(p => new RegExp(`^(?:${p})$`));
  const lineOf = error => {
    const stack = String(error && error.stack || '');
    const from = stack.indexOf(`${name}:`);
    const found = from < 0 ? null : /^:(\d+)/.exec(stack.slice(from + name.length));
    return found ? Number(found[1]) : null;
  };
  const blame = error => {
    const stack = error && error.stack ? String(error.stack) : `Thrown: ${String(error)}`;
    try { process.stderr.write(stack.split('\n').filter(l => !/evalmachine|\[eval\]|node:/.test(l)).join('\n') + '\n'); } catch { /* it closed its streams */ }
    const message = error && error.name && error.message !== undefined ? `${error.name}: ${error.message}` : String(error);
    fail('code', message, lineOf(error));
  };
  process.on('uncaughtException', blame);
  process.on('unhandledRejection', blame);

  // As a module's own: what is beside the code by its path, and what Node itself brings; never a package that somebody left in a folder.
  const beside = createRequire('/work/main.js');
  const load = id => {
    if (isBuiltin(id) || /^\.{0,2}\//.test(id)) return beside(id);
    const missing = new Error(`Cannot find module '${id}': only Node's own modules and files of the run can be loaded`);
    missing.code = 'MODULE_NOT_FOUND';
    throw missing;
  };

  let code;
  try {
    const before = '(async function (inputs, require, __end) {';
    const after = "\n__end(typeof main === 'function' ? main : undefined, typeof result !== 'undefined' ? result : undefined); })";
    code = new vm.Script(before + request.source + after, { filename: name, columnOffset: -before.length, importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER }).runInThisContext();
  } catch (error) {
    fail('syntax', `${error.name}: ${error.message}`, lineOf(error));
  }

  const answer = value => {
    let data;
    try {
      data = Buffer.from(stringify(value === undefined ? null : value, plain) ?? 'null');
    } catch (error) {
      fail('result', `${error.name}: ${error.message}`);
    }
    const files = keep(patterns);
    tell(`{"result":${data.length},"files":${stringify(files)}}`);
    send(data);
    for (const file of files) {
      const from = fs.openSync(path.join('/work', file.path), 'r');
      for (let left = file.size; left > 0;) {
        const part = Buffer.alloc(Math.min(left, 1 << 20));
        fs.readSync(from, part, 0, part.length, null);
        send(part);
        left -= part.length;
      }
    }
    leave(0);
  };

  // A 'return' of their own comes before the last line, and then counts.
  let ended = null;
  (async () => {
    const returned = await code(request.inputs, load, (main, result) => { ended = { main, result }; });
    if (ended === null) return returned;
    return ended.main ? await ended.main(request.inputs) : ended.result;
  })().then(answer, blame);
})();
