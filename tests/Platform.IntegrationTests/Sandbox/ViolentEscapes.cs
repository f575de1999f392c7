namespace Platform.IntegrationTests.Sandbox;

/// <summary>What spoils the sandbox it is tried in: each has one to itself.</summary>
internal static class ViolentEscapes
{
    private const string Frame = """
        import os, struct, time
        def say(head, body=b''): os.write(3, struct.pack('>I', len(head)) + head + body)

        """;

    private const string NodeFrame = """
        const fs = require('fs');
        const say = (head, body) => { const h = Buffer.from(head), n = Buffer.alloc(4); n.writeUInt32BE(h.length); fs.writeSync(3, Buffer.concat([n, h, Buffer.from(body || '')])); };

        """;

    public static IReadOnlyList<Escape> All { get; } = [.. Use(), .. Forgeries(), .. Results(), .. Leavings()];

    private static IEnumerable<Escape> Use() =>
    [
        Python("starts processes without end", "import os\nn = 0\nwhile True:\n    if os.fork() == 0:\n        while True: pass\n", "BlockingIOError"),
        Python("takes memory in many processes", "import os, time\nfor n in range(30):\n    if os.fork() == 0:\n        x = bytearray(80 << 20)\n        time.sleep(9)\n        os._exit(0)\ntime.sleep(9)\n", "memory"),
        Python("makes files without end", "n = 0\nwhile True:\n    open(f'/tmp/{n}', 'w').close()\n    n += 1\n", "files"),
        Python("takes memory in small pieces", "x = []\nwhile True: x.append('x' * 100000 + str(len(x)))\n", "memory"),
        Python("prints without end", "while True: print('x' * 10000)\n", "printed"),
        Python("prints to the other stream without end", "import os\nwhile True: os.write(2, b'x' * 10000)\n", "printed"),
        Endless("goes on when it is asked to stop", "import signal\nfor s in range(1, 64):\n    try: signal.signal(s, signal.SIG_IGN)\n    except Exception: pass\nwhile True: pass\n"),
        Endless("stops itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nresult = 1\n"),
        Python("calls the kernel as an old machine", "import ctypes, mmap, platform\nif platform.machine() != 'x86_64': raise SystemError('system call')\nm = mmap.mmap(-1, 4096, prot=7)\nm.write(b'\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3')\nctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()\nresult = 'ESCAPED'\n", "system call"),
        Python("crashes", "import ctypes\nctypes.string_at(0)\n", "signal 11"),
        Node("takes memory in small pieces", "const x = []; for (;;) x.push({ a: x.length, b: [1, 2, 3] });", "memory"),
        Node("starts threads without end", "const { Worker } = require('worker_threads'); for (let n = 0; n < 400; n++) new Worker('setInterval(() => {}, 1000)', { eval: true }).on('error', e => { throw e; }); result = await new Promise(() => {});", ""),
        Node("prints without end", "for (;;) console.log('x'.repeat(10000));", "printed"),
        Endless("goes on when it is asked to stop", "process.on('SIGTERM', () => {}); for (;;);", "javascript"),
    ];

    private static IEnumerable<Escape> Forgeries() =>
    [
        Own("forges its result", Frame + "say(b'{\"result\":2,\"files\":[]}', b'42')\nos._exit(0)", "42"),
        Python("announces more than there is", Frame + "os.write(3, b'\\xff\\xff\\xff\\xff')\ntime.sleep(9)", "cannot be read"),
        Python("announces a result of 100 MB", Frame + "say(b'{\"result\":104857600,\"files\":[]}')\ntime.sleep(9)", "more than"),
        Python("announces less than nothing", Frame + "say(b'{\"result\":-1,\"files\":[]}')\ntime.sleep(9)", "cannot be read"),
        Python("writes half a result", Frame + "say(b'{\"result\":100,\"files\":[]}', b'[1,')\nos._exit(0)", "ends in the middle"),
        Python("writes half a message", Frame + "os.write(3, b'\\0\\0\\0\\x50{\"resu')\nos._exit(0)", "ended before"),
        Python("writes no JSON", Frame + "say(b'hello')\ntime.sleep(9)", "no JSON"),
        Python("writes a list", Frame + "say(b'[]')\ntime.sleep(9)", "no object"),
        Python("writes NaN", Frame + "say(b'{\"result\":3,\"files\":[]}', b'NaN')\ntime.sleep(9)", "no JSON"),
        Python("nests lists without end", Frame + "say(b'{\"result\":200000,\"files\":[]}', b'[' * 100000 + b']' * 100000)\ntime.sleep(9)", "levels"),
        Python("writes what is no UTF-8", Frame + "say(b'{\"result\":3,\"files\":[]}', b'\"\\xff\"')\ntime.sleep(9)", "UTF-8"),
        Python("writes half a character", Frame + "say(b'{\"result\":8,\"files\":[]}', b'\"\\\\ud800\"')\ntime.sleep(9)", "surrogate"),
        Python("forges an error", Frame + "say(b'{\"error\":[]}')\ntime.sleep(9)", "cannot be read"),
        Python("forges a file that nobody asked for", Frame + "say(b'{\"result\":1,\"files\":[{\"path\":\"../../platform.db\",\"size\":1}]}', b'1x')\ntime.sleep(9)", "nobody asked"),
        Kept("forges a file outside", Frame + "say(b'{\"result\":1,\"files\":[{\"path\":\"../../../platform.db\",\"size\":1}]}', b'1x')\ntime.sleep(9)", "goes up", "**"),
        Kept("forges a file at a place of its own choice", Frame + "say(b'{\"result\":1,\"files\":[{\"path\":\"/tmp/evil\",\"size\":1}]}', b'1x')\ntime.sleep(9)", "not relative", "**"),
        Kept("forges files without end", Frame + "say(b'{\"result\":1,\"files\":[' + b','.join(b'{\"path\":\"f%d\",\"size\":0}' % n for n in range(5000)) + b']}', b'1')\ntime.sleep(9)", "files at most", "**"),
        Kept("forges a file of a terabyte", Frame + "say(b'{\"result\":1,\"files\":[{\"path\":\"f\",\"size\":1099511627776}]}', b'1')\ntime.sleep(9)", "MB at most", "**"),
        Kept("forges a name with an order for the terminal", Frame + "say(b'{\"result\":1,\"files\":[{\"path\":\"a\\\\u001b[2Jb\",\"size\":0}]}', b'1')\ntime.sleep(9)", "not visible", "**"),
        Node("writes half a message", NodeFrame + "fs.writeSync(3, Buffer.from([0, 0, 0, 80, 123])); process.reallyExit(0);", "ended before"),
        Node("closes its channel and goes on", "require('fs').closeSync(3); setInterval(() => {}, 1000); await new Promise(() => {});", "channel"),
    ];

    private static IEnumerable<Escape> Results() =>
    [
        Python("gives back a pickle that runs when it is read", "class Evil:\n    def __reduce__(self): return (print, ('ESCAPED',))\nresult = Evil()", "no JSON"),
        Python("gives back bytes", "import pickle\nresult = pickle.dumps(print)", "no JSON"),
        Python("gives back NaN", "result = [float('nan')]", "no JSON"),
        Python("gives back half a character", "result = '\\ud800'", "no JSON"),
        Python("gives back what holds itself", "result = []\nresult.append(result)", "no JSON"),
        Python("gives back 20 MB", "result = 'x' * (20 << 20)", "more than"),
        Own("changes the parts that write its result", "import json, os, struct, sys\njson.dumps = lambda *a, **k: 'evil'\nstruct.pack = lambda *a: b''\nos.write = lambda *a: 0\nsys.stdout = None\nresult = 'mine'", null),
        Own("closes its streams", "import os, sys\nfor n in (0, 1, 2): os.close(n)\nresult = 'mine'", "\"mine\""),
        Node("gives back NaN", "return { a: [NaN] };", "no JSON"),
        Node("gives back a number without end", "return 10n ** 100n;", "no JSON"),
        Node("gives back what holds itself", "const a = []; a.push(a); return a;", "no JSON"),
        Own("pollutes what all objects share", "Object.prototype.toJSON = () => 'evil'; Array.prototype.map = String.prototype.slice = () => { throw 1; }; JSON.stringify = () => 'evil'; Buffer.from = () => 'evil'; return { a: 1 };", null, "javascript"),
    ];

    private static IEnumerable<Escape> Leavings() =>
    [
        Python("leaves without a word", "import os\nos._exit(0)", "ended before"),
        Python("leaves with a number", "import os\nos._exit(7)", "exit code 7"),
        Python("leaves as Python does", "raise SystemExit('no')", "SystemExit: no"),
        Own("leaves a child behind", "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        open('/proc/self/comm', 'w').write('pf-left-behind')\n        for n in range(4):\n            try: os.close(n)\n            except OSError: pass\n        time.sleep(600)\n    os._exit(0)\ntime.sleep(0.05)\nresult = 'mine'", "\"mine\""),
        Python("leaves a child that holds the channel", "import os, time\nif os.fork() == 0:\n    open('/proc/self/comm', 'w').write('pf-left-behind')\n    time.sleep(600)\nos._exit(0)", "ended before"),
        Own("kills all it can see", "import os, signal\ntry: os.kill(-1, signal.SIGKILL)\nexcept ProcessLookupError: pass\nresult = 'mine'", "\"mine\""),
        Kept("keeps a link to a file of the machine", "import os\nos.symlink('/etc/passwd', 'loot')\nresult = 1", "did not", "loot"),
        Kept("keeps a pipe", "import os\nos.mkfifo('loot')\nresult = 1", "did not", "loot"),
        Kept("keeps a device", "import os\nos.symlink('/dev/zero', 'loot')\nresult = 1", "did not", "loot"),
        Node("leaves without a word", "process.exit(0);", "ended before"),
        Node("waits for what never comes", "await new Promise(() => {});", "ended before"),
    ];

    private static Escape Python(string name, string source, string held) => new(name, "python", source, held);

    private static Escape Node(string name, string source, string held) => new(name, "javascript", source, held);

    private static Escape Endless(string name, string source, string language = "python") => new(name, language, source, "within") { IsEndless = true };

    private static Escape Kept(string name, string source, string held, string keep) => new(name, "python", source, held) { Keep = [keep] };

    // Null: whatever it made of its own result, the platform goes on.
    private static Escape Own(string name, string source, string? result, string language = "python") => new(name, language, source, "") { OwnResult = result ?? "" };
}
