# Runs one piece of code and tells its result. Reads one request from fd 0, answers on fd 3; what is printed goes to fd 1 and 2.
# A message is 4 bytes of length (big-endian), JSON of that length, then the bytes of what the JSON says follows.
# Nothing here protects anything: the sandbox around this process does. Code that meddles with it only spoils its own result.
import json, linecache, os, re, struct, sys, traceback, types


def harness():
    dumps, loads, write, read, leave = json.dumps, json.loads, os.write, os.read, os._exit
    channel = 3

    def take(size):
        got = bytearray()
        while len(got) < size:
            part = read(0, min(size - len(got), 1 << 20))
            if not part:
                leave(0)
            got += part
        return bytes(got)

    def send(data):
        view = memoryview(data)
        while view:
            view = view[write(channel, view):]

    def tell(head):
        data = dumps(head).encode()
        send(struct.pack(">I", len(data)) + data)

    def end():
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                pass

    def fail(kind, message, line=None):
        end()
        tell({"error": {"kind": kind, "message": str(message)[:4000], "line": line}})
        leave(0)

    def place(files):
        for file in files:
            path = os.path.join("/work", file["path"])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            left = file["size"]
            with open(path, "wb") as out:
                while left:
                    part = take(min(left, 1 << 20))
                    out.write(part)
                    left -= len(part)
            os.chmod(path, 0o444)

    def keep(request):
        patterns = [re.compile(p) for p in request["keep"]]
        found = []
        if patterns:
            for folder, _, names in os.walk("/work"):
                for name in names:
                    path = os.path.join(folder, name)
                    known = os.path.relpath(path, "/work")
                    if any(p.fullmatch(known) for p in patterns) and os.path.isfile(path) and not os.path.islink(path):
                        found.append({"path": known, "size": os.path.getsize(path)})
        return sorted(found, key=lambda f: f["path"])

    def plain(value):
        if isinstance(value, (set, frozenset)):
            return list(value)
        if hasattr(value, "isoformat"):
            return value.isoformat()
        if hasattr(value, "__dataclass_fields__"):
            return {name: getattr(value, name) for name in value.__dataclass_fields__}
        for way in ("tolist", "_asdict"):
            if hasattr(value, way):
                return getattr(value, way)()
        raise TypeError(f"a value of type {type(value).__name__} is no JSON")

    # The last line of theirs that was being executed, and the trace from there on for the log.
    def blame(error, name):
        line, first = None, error.__traceback__
        at = first
        while at is not None:
            if at.tb_frame.f_code.co_filename == name:
                if line is None:
                    first = at
                line = at.tb_lineno
            at = at.tb_next
        try:
            traceback.print_exception(type(error), error, first if line is not None else None)
        except BaseException:
            pass
        return line

    tell({"ready": True})
    request = loads(take(struct.unpack(">I", take(4))[0]))
    place(request["files"])
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    name, source = request["name"], request["source"]
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    module = types.ModuleType("code_node")
    sys.modules["code_node"] = module
    module.inputs = request["inputs"]

    try:
        code = compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        fail("syntax", f"{type(error).__name__}: {error.msg}", error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:
        fail("syntax", f"{type(error).__name__}: {error}")

    try:
        exec(code, module.__dict__)
        main = module.__dict__.get("main")
        result = main(module.__dict__["inputs"]) if callable(main) else module.__dict__.get("result")
        if isinstance(result, types.CoroutineType):
            import asyncio  # here: it takes longer to load than all the rest

            result = asyncio.run(result)
    except MemoryError as error:
        fail("memory", "MemoryError", blame(error, name))
    except SystemExit as error:
        if error.code not in (None, 0):
            fail("code", f"SystemExit: {error.code}", blame(error, name))
        result = module.__dict__.get("result")
    except BaseException as error:
        line = blame(error, name)
        fail("code", "".join(traceback.format_exception_only(type(error), error)).strip(), line)

    try:
        data = dumps(result, allow_nan=False, ensure_ascii=False, default=plain, separators=(",", ":")).encode()
    except MemoryError:
        fail("memory", "MemoryError")
    except BaseException as error:
        fail("result", f"{type(error).__name__}: {error}")

    end()
    files = keep(request)
    tell({"result": len(data), "files": files})
    send(data)
    for file in files:
        left = file["size"]
        with open(os.path.join("/work", file["path"]), "rb") as source:
            while left:
                part = source.read(min(left, 1 << 20)) or b"\0" * min(left, 1 << 20)
                send(part)
                left -= len(part)
    leave(0)


harness()
