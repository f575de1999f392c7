namespace Platform.IntegrationTests.Sandbox;

/// <summary>What is tried many times in one sandbox: each is refused, and the code goes on.</summary>
internal static class GentleEscapes
{
    /// <summary>Before the cases of Python: calls of the kernel by their number, and a way to say that something was refused.</summary>
    public const string PythonTools = """
        import ctypes, errno, fcntl, json, mmap, os, platform, resource, select, signal, socket, stat, struct, subprocess, sys, threading, time
        LIBC = ctypes.CDLL(None, use_errno=True)
        X64 = platform.machine() == 'x86_64'
        def call(x64, arm64, *given):
            ctypes.set_errno(0)
            done = LIBC.syscall(ctypes.c_long(x64 if X64 else arm64), *[ctypes.c_long(g) if isinstance(g, int) else g for g in given])
            if done == -1:
                raise OSError(ctypes.get_errno(), errno.errorcode[ctypes.get_errno()])
            return done
        def held(why):
            raise RuntimeError('held ' + why)
        def run_all(cases, given):
            out = {}
            for name, body in cases.items():
                scope = dict(globals())
                exec('def escape(given):\n' + '\n'.join('    ' + line for line in body.split('\n')), scope)
                try:
                    out[name] = 'ESCAPED ' + repr(scope['escape'](given))[:200]
                except BaseException as refused:
                    out[name] = type(refused).__name__ + ': ' + str(refused)
            return out
        """;

    public const string JavaScriptTools = """
        const fs = require('fs'), os = require('os'), net = require('net'), child = require('child_process');
        async function runAll(cases, given) {
          const out = {};
          for (const [name, body] of Object.entries(cases)) {
            try {
              const loot = await new Function('given', 'require', 'fs', 'net', 'child', `return (async () => { ${body} })();`)(given, require, fs, net, child);
              out[name] = `ESCAPED ${String(loot).slice(0, 200)}`;
            } catch (refused) {
              out[name] = `${refused.name}: ${refused.code || ''} ${refused.message}`;
            }
          }
          return out;
        }
        """;

    public static IReadOnlyList<Escape> All { get; } = [.. Files(), .. Processes(), .. Network(), .. Kernel(), .. JavaScript()];

    private static IEnumerable<Escape> Files() =>
    [
        Python("reads the users of the machine", "return open('/etc/passwd').read()", "No such file", outside: true),
        Python("reads the machine's name and address book", "return open('/etc/hosts').read()", "No such file"),
        Python("lists the homes", "return os.listdir('/root') if os.path.isdir('/root') else os.listdir('/home')", "No such file"),
        Python("lists the data folder of the platform", "return os.listdir(given['data'])", "No such file", outside: true),
        Python("lists the files of other workflows", "return os.listdir(given['data'] + '/files')", "No such file"),
        Python("opens the database", "return open(given['data'] + '/platform.db', 'rb').read(16)", "No such file"),
        Python("reads the platform's own binary", "return open(given['binary'], 'rb').read(4)", "No such file", outside: true),
        Python("writes into the system", "open('/usr/lib/evil', 'w')", "Read-only file system"),
        Python("writes beside the system", "open('/evil', 'w')", "Read-only file system"),
        Python("makes itself a command", "os.chmod(sys.executable, 0o777)", "Read-only file system"),
        Python("goes up until it is out", "os.chdir('/work/../../../../../..')\nreturn 'home' in os.listdir('.') or held('in its own root')", "held", outside: true),
        Python("goes out by the root of process 1", "return open('/proc/1/root/etc/passwd').read()", ""),
        Python("goes out by the folder of process 1", "return open('/proc/1/cwd/etc/passwd').read()", ""),
        Python("follows a link of its own out", "os.symlink('/etc/passwd', '/tmp/out-' + given['tag'])\nreturn open('/tmp/out-' + given['tag']).read()", "No such file", outside: true),
        Python("links a file of the system into its folder", "os.link(sys.executable, 'python')", ""),
        Python("makes a device of the disk", "os.mknod('/tmp/disk', 0o666 | stat.S_IFBLK, os.makedev(254, 0))\nreturn open('/tmp/disk', 'rb').read(1)", "Operation not permitted"),
        Python("makes a device of the memory", "os.mknod('/tmp/mem', 0o666 | stat.S_IFCHR, os.makedev(1, 1))", "Operation not permitted"),
        Python("opens the memory of the machine", "return open('/dev/mem', 'rb')", "No such file"),
        Python("opens a terminal", "return open('/dev/tty', 'w')", "Errno"),
        Python("opens a new terminal", "return os.open('/dev/ptmx', os.O_RDWR)", "No such file", outside: true),
        Python("fills its work folder", "with open('/work/fill', 'wb') as f:\n    for _ in range(64): f.write(b'x' * (1 << 20))\nreturn os.path.getsize('/work/fill')", "Errno"),
        Python("fills its folder for scratch", "for n in range(64):\n    with open(f'/tmp/fill{n}', 'wb') as f: f.write(b'x' * (1 << 20))", "No space left"),
        Python("fills the shared memory", "for n in range(64):\n    with open(f'/dev/shm/fill{n}', 'wb') as f: f.write(b'x' * (1 << 20))", "No space left"),
        Python("fills the folder of devices", "open('/dev/fill', 'wb')", "Read-only file system"),
        Python("makes a file of a terabyte with nothing in it", "with open('/work/sparse', 'wb') as f: f.truncate(1 << 40)", "File too large"),
        Python("makes a name that is too long", "open('/work/' + 'a' * 300, 'w')", "File name too long"),
        Python("reads the kernel's memory", "return open('/proc/kcore', 'rb').read(4) or held('empty')", ""),
        Python("reads the kernel's addresses", "return open('/proc/kallsyms').read(100) or held('empty')", ""),
        Python("reads the keys of the machine", "return open('/proc/keys').read() or held('empty')", ""),
        Python("reads the kernel's command line", "return open('/proc/cmdline').read() or held('empty')", "", outside: true),
        Python("sets what the kernel runs after a crash", "open('/proc/sys/kernel/core_pattern', 'w')", "No such file"),
        Python("stops the machine by its emergency keys", "return os.stat('/proc/sysrq-trigger').st_rdev == os.stat('/dev/null').st_rdev and held('it is /dev/null')", ""),
        Python("looks at the machine's hardware", "return os.listdir('/sys')", "No such file", outside: true),
        Python("looks for a control group", "return os.listdir('/sys/fs/cgroup')", "No such file"),
    ];

    private static IEnumerable<Escape> Processes() =>
    [
        Python("lists the processes of the machine", "n = sum(e.isdigit() for e in os.listdir('/proc'))\nreturn n if n > 8 else held('only its own')", "held", outside: true),
        Python("signals the platform", "os.kill(given['pid'], 0)\nreturn given['pid']", "No such process", outside: true),
        Python("kills its own first process", "os.kill(1, signal.SIGKILL)\ntime.sleep(0.02)\nos.kill(1, 0)\nheld('it is still there')", "held"),
        Python("reads the environment of the platform", "return next(v for v in os.environ if v.startswith('PLATFORM_ESCAPE'))", "StopIteration", outside: true),
        Python("reads the environment of every process", "all = b''.join(open(f'/proc/{p}/environ', 'rb').read() for p in os.listdir('/proc') if p.isdigit() and os.access(f'/proc/{p}/environ', os.R_OK))\nreturn b'PLATFORM_' in all or held('nothing of the platform')", ""),
        Python("finds a file that was left open", "left = set(os.listdir('/proc/self/fd')) - {'0', '1', '2', '3', '4'}\nreturn left if len(left) > 1 else held('only its own')", "held"),
        Python("is root", "return os.getuid() == 0 or os.getgid() == 0 or held('nobody')", "held"),
        Python("becomes root", "os.setuid(0)", "Errno"),
        Python("has rights of root", "s = open('/proc/self/status').read()\nreturn 'CapEff:\\t0000000000000000' in s and 'CapBnd:\\t0000000000000000' in s and 'NoNewPrivs:\\t1' in s and held('none')", "held"),
        Python("runs a shell", "return subprocess.run(['/bin/sh', '-c', 'id'], capture_output=True)", "No such file", outside: true),
        Python("runs sudo", "return subprocess.run(['/usr/bin/sudo', '-n', 'id'], capture_output=True)", "No such file"),
        Python("starts threads without end", "for n in range(500): threading.Thread(target=lambda: time.sleep(0.3), daemon=True).start()", "can't start new thread"),
        Python("opens files without end", "return [open('/dev/null') for n in range(5000)]", "Too many open files"),
        Python("lifts its limit of files", "resource.setrlimit(resource.RLIMIT_NOFILE, (100000, 100000))", "maximum limit"),
        Python("lifts its limit of memory", "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "maximum limit"),
        Python("asks for a dump of its memory", "return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0 or resource.setrlimit(resource.RLIMIT_CORE, (1, 1))", "maximum limit"),
        Python("takes much memory at once", "return len(bytearray(8 << 30))", "MemoryError"),
        Python("takes memory that is shared", "return mmap.mmap(-1, 4 << 30)", "Cannot allocate memory"),
        Python("takes memory that has no place", "return os.memfd_create('loot')", "Operation not permitted", outside: true),
        Python("takes memory of System V", "return call(29, 194, 0, 4096, 0o1600)", "EPERM"),
        Python("calls native code as somebody else", "return LIBC.getuid() != 65534 or held('nobody there either')", "held"),
    ];

    private static IEnumerable<Escape> Network() =>
    [
        Python("speaks to the platform over TCP", "return socket.create_connection(('127.0.0.1', given['port']), 2)", "Operation not permitted", outside: true),
        Python("makes a socket of IPv6", "return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "Operation not permitted"),
        Python("asks for a name", "return socket.getaddrinfo('example.com', 80)", "gaierror"),
        Python("makes a raw socket", "return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", "Operation not permitted"),
        Python("reads packets of the machine", "return socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "Operation not permitted"),
        Python("asks the kernel for its addresses", "return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "Operation not permitted", outside: true),
        Python("speaks to a virtual machine's host", "return socket.socket(40, socket.SOCK_STREAM)", "Operation not permitted"),
        Python("speaks to a socket without a file", "s = socket.socket(socket.AF_UNIX)\ns.connect('\\0' + given['abstract'])\nreturn s", "refused", outside: true),
        Python("speaks to Docker", "s = socket.socket(socket.AF_UNIX)\ns.connect('/var/run/docker.sock')", "No such file"),
        Python("sees a network card", "lines = open('/proc/net/dev').read().strip().split('\\n')[2:]\nreturn any(not l.strip().startswith('lo:') for l in lines) or held('none but its own')", "held"),
    ];

    private static IEnumerable<Escape> Kernel() =>
    [
        Python("looks into process 1 (ptrace)", "return call(101, 117, 16, 1, 0, 0)", "EPERM"),
        Python("is looked into by its child (ptrace)", "return call(101, 117, 0, 0, 0, 0)", "EPERM"),
        Python("reads another process's memory", "return call(310, 270, 1, 0, 0, 0, 0, 0)", "EPERM"),
        Python("mounts", "return call(165, 40, 0, b'/tmp', b'tmpfs', 0, 0)", "EPERM"),
        Python("unmounts", "return call(166, 39, b'/proc/sys', 2)", "EPERM"),
        Python("mounts in the new way", "return call(428, 428, -100, b'/', 1)", "EPERM"),
        Python("changes its root", "return os.chroot('/tmp')", "Operation not permitted"),
        Python("turns its root", "return call(155, 41, b'.', b'.')", "EPERM"),
        // Before the next one, after which the process outside is nobody.
        Python("starts a process in a user namespace", "pid = call(56, 220, 0x10000000 | 17, 0, 0, 0, 0)\nif pid == 0: os._exit(0)\nos.waitpid(pid, 0)\nreturn pid", "EPERM", outside: true),
        Python("makes a user namespace", "return call(272, 97, 0x10000000)", "EPERM", outside: true),
        Python("starts a process whose flags no filter sees", "return call(435, 435, 0, 0)", "ENOSYS"),
        Python("enters another namespace", "return call(308, 268, os.open('/proc/1/ns/mnt', os.O_RDONLY), 0)", ""),
        Python("uses the kernel's keys", "return call(250, 219, 0, -3, 1)", "EPERM"),
        Python("loads a program into the kernel", "return call(321, 280, 5, 0, 0)", "EPERM"),
        Python("watches the processor", "return call(298, 241, 0, 0, -1, -1, 0)", "EPERM"),
        Python("uses a ring of calls", "return call(425, 425, 1, ctypes.create_string_buffer(120))", "EPERM"),
        Python("handles page faults", "return call(323, 282, 0)", "EPERM"),
        Python("loads another kernel", "return call(246, 104, 0, 0, 0, 0)", "EPERM"),
        Python("loads a module", "return call(175, 105, 0, 0, b'')", "EPERM"),
        Python("opens a file by its number", "return call(304, 265, -100, 0, 0)", "EPERM"),
        Python("watches every file", "return call(300, 262, 0, 0)", "EPERM"),
        Python("restarts the machine", "return call(169, 142, 0xfee1dead, 672274793, 0, 0)", "EPERM"),
        Python("sets the clock", "time.clock_settime(time.CLOCK_REALTIME, 0)", "Operation not permitted"),
        Python("renames the machine", "socket.sethostname('evil')", "Operation not permitted"),
        Python("reads the kernel's log", "return call(103, 116, 3, 0, 0)", "EPERM"),
        Python("becomes another kind of process", "return call(135, 92, 0x0400000)", "EPERM", outside: true),
        Python("uses a call that is newer than the filter", "return call(467, 467, 0, 0, 0, 0)", "ENOSYS"),
        Python("types into the terminal", "return fcntl.ioctl(0, 0x5412, b'x')", "Operation not permitted"),
        Python("pastes into the terminal", "return fcntl.ioctl(0, 0x541C, b'x')", "Operation not permitted"),
    ];

    private static IEnumerable<Escape> JavaScript() =>
    [
        Node("reads the users of the machine", "return fs.readFileSync('/etc/passwd', 'utf8')", "ENOENT", outside: true),
        Node("reads the environment", "const v = Object.keys(process.env).find(k => k.startsWith('PLATFORM_ESCAPE')); if (!v) throw new Error('held'); return v", "held", outside: true),
        Node("runs a shell", "const r = child.spawnSync('/bin/sh', ['-c', 'id']); if (r.error) throw r.error; return r.stdout", "ENOENT", outside: true),
        Node("speaks to the platform over TCP", "return await new Promise((y, n) => { const s = net.connect(given.port, '127.0.0.1', () => { s.end(); y('in'); }); s.on('error', n); })", "EPERM", outside: true),
        Node("listens", "return await new Promise((y, n) => { const s = net.createServer().listen(0, '127.0.0.1', () => { s.close(); y('in'); }); s.on('error', n); })", "EPERM", outside: true),
        Node("signals the platform", "process.kill(given.pid, 0); return 'seen'", "ESRCH", outside: true),
        Node("loads native code", "process.dlopen({ exports: {} }, '/tmp/evil.node'); return 'in'", "DLOPEN_DISABLED"),
        Node("loads a package that lies in its folder", "return require('left-pad')", "MODULE_NOT_FOUND"),
        Node("loads a package from its folder by import", "return await import('left-pad')", ""),
        Node("opens a debugger", "const i = require('inspector'); i.open(0); if (!i.url()) throw new Error('held'); return i.url()", ""),
        Node("becomes root", "process.setuid(0); return process.getuid()", "EINVAL"),
        Node("takes the memory of WebAssembly", "return new WebAssembly.Memory({ initial: 30000, maximum: 65536 })", "RangeError"),
        Node("takes memory that is shared", "return new SharedArrayBuffer(3e9)", "RangeError"),
        Node("takes a large buffer", "return Buffer.alloc(2e9, 1).length", "allocation failed"),
        Node("reads the files of the old days (process.binding)", "return process.binding('fs').open('/etc/passwd', 0, 0)", ""),
        Node("links the disk into its folder", "fs.linkSync(process.execPath, '/work/node')", ""),
    ];

    private static Escape Python(string name, string body, string held, bool outside = false) => new(name, "python", body, held) { WorksOutside = outside };

    private static Escape Node(string name, string body, string held, bool outside = false) => new(name, "javascript", body, held) { WorksOutside = outside };
}
