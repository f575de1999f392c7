namespace Platform.IntegrationTests.Chaos;

/// <summary>A workflow that runs through the kills, and what a run of it must have come to.</summary>
internal sealed record ChaosShape(string Name, string Yaml)
{
    /// <summary>What the run or its children asked of the receiver, in the order of its output <c>log</c>.</summary>
    public string[] Log { get; init; } = [];

    /// <summary>Outputs besides <c>log</c>, as JSON.</summary>
    public string More { get; init; } = "{}";

    /// <summary>Lines of the run's own file, in order; a line may stand there more than once in a row.</summary>
    public string[] Lines { get; init; } = [];

    /// <summary>How many answers, timers and children a run of it takes up; null when that varies.</summary>
    public int? Waits { get; init; }

    public bool OnThread { get; init; }

    public bool IsCancelled { get; init; }

}

/// <summary>Every shape a run may have. <c>RECEIVER</c> is replaced by the receiver's address.</summary>
internal static class ChaosShapes
{
    private const string Tools = """
        tools: { http: { use: http.request, base_url: "RECEIVER" } }
        limits: { steps: 200, parallel: 8 }
        """;

    public static readonly ChaosShape Chain = new("chaos-chain", $$$"""
        platform: v1
        name: chaos-chain
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: s1
        nodes:
          {{{Step("s1", "/once", "s2")}}}
          {{{Line("s2", "s3")}}}
          {{{Step("s3", "/every", "s4")}}}
          {{{Step("s4", "/once", "s5")}}}
          {{{Line("s5", "s6")}}}
          {{{Step("s6", "/flaky", "s7").Replace("http,", "http, retry: { attempts: 6, backoff: 20ms..100ms },", StringComparison.Ordinal)}}}
          {{{Step("s7", "/every", "s8")}}}
          {{{Line("s8", "s9")}}}
          {{{Step("s9", "/once", "s10")}}}
          {{{Step("s10", "/once", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s3", "s4", "s6", "s7", "s9", "s10"],
        Lines = ["s2", "s5", "s8"],
        Waits = 0,
    };

    public static readonly ChaosShape Loop = new("chaos-loop", $$$"""
        platform: v1
        name: chaos-loop
        inputs: { id: { type: string }, rounds: { type: integer, default: 24 } }
        state: { log: { type: array, merge: append, default: [] }, n: { type: integer, default: 0 } }
        outputs: { log: "${{ state.log }}", n: "${{ state.n }}" }
        start: work
        nodes:
          work:
            tool: http
            with: { method: POST, url: /once, body: { what: "r${{ state.n }}", run: "${{ inputs.id }}" } }
            save: { log: "${{ [output.body.token] }}", n: "${{ state.n + 1 }}" }
            next: decide
          decide: { next: [{ when: "${{ state.n < inputs.rounds }}", to: work }, { to: end }] }
        {{{Tools}}}
        """)
    {
        Log = [.. Enumerable.Range(0, 24).Select(n => $"r{n}")],
        More = """{"n":24}""",
        Waits = 0,
    };

    public static readonly ChaosShape Map = new("chaos-map", $$$"""
        platform: v1
        name: chaos-map
        inputs: { id: { type: string }, items: { type: array, items: { type: integer }, default: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } }
        state: { log: { type: array, merge: append, default: [] }, side: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}", side: "${{ state.side }}" }
        start: [fan, beside]
        nodes:
          fan:
            map: { over: "${{ inputs.items }}", as: item, parallel: 4 }
            tool: http
            with: { method: POST, url: /once, body: { what: "m${{ item }}", run: "${{ inputs.id }}" } }
            save: { log: "${{ [output.body.token] }}" }
          beside: { set: { side: [a] }, next: more }
          more: { set: { side: [b] } }
          join: { needs: [fan, more], next: each }
          each:
            map: { over: "${{ inputs.items }}", as: item, parallel: 3 }
            tool: http
            with: { method: POST, url: /every, body: { what: "e${{ item }}", run: "${{ inputs.id }}" } }
            save: { log: "${{ [output.body.token] }}" }
        {{{Tools}}}
        """)
    {
        Log = [.. Enumerable.Range(0, 10).Select(n => $"m{n}"), .. Enumerable.Range(0, 10).Select(n => $"e{n}")],
        More = """{"side":["a","b"]}""",
        Waits = 0,
    };

    public static readonly ChaosShape Leaf = new("chaos-leaf", Loop.Yaml.Replace("chaos-loop", "chaos-leaf", StringComparison.Ordinal).Replace("default: 24", "default: 3", StringComparison.Ordinal));

    public static readonly ChaosShape Middle = new("chaos-middle", $$$"""
        platform: v1
        name: chaos-middle
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: a
        nodes:
          {{{Step("a", "/once", "below")}}}
          below: { workflow: chaos-leaf, with: { id: "${{ inputs.id }}" }, save: { log: "${{ output.log }}" }, next: b }
          {{{Step("b", "/every", "end")}}}
        {{{Tools}}}
        """);

    public static readonly ChaosShape Nested = new("chaos-nested", $$$"""
        platform: v1
        name: chaos-nested
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: fan
        nodes:
          fan:
            map: { over: "${{ [1, 2, 3] }}", as: item, parallel: 2 }
            workflow: chaos-middle
            with: { id: "${{ inputs.id }}" }
            save: { log: "${{ output.log }}" }
            next: last
          {{{Step("last", "/once", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = [.. Enumerable.Repeat<string[]>(["a", "r0", "r1", "r2", "b"], 3).SelectMany(l => l), "last"],
        Waits = 3,
    };

    public static readonly ChaosShape People = new("chaos-people", $$$"""
        platform: v1
        name: chaos-people
        inputs: { id: { type: string } }
        state:
          log: { type: array, merge: append, default: [] }
          asked: { type: array, merge: append, default: [] }
          fanned: { type: array, merge: append, default: [] }
          rounds: { type: array, merge: append, default: [] }
        outputs: { log: "${{ state.log }}", asked: "${{ state.asked }}", fanned: "${{ state.fanned }}", rounds: "${{ state.rounds }}" }
        start: [ask, fan, s1]
        nodes:
          ask: { human: { title: one, form: &form { type: object, required: [value], properties: { value: { type: string } } } }, save: { asked: "${{ [output.value] }}" } }
          fan:
            map: { over: "${{ ['x', 'y', 'z'] }}", as: item }
            human: { title: "${{ item }}", form: *form }
            save: { fanned: "${{ [output.value] }}" }
          {{{Step("s1", "/every", "s2")}}}
          {{{Step("s2", "/once", "s3")}}}
          {{{Step("s3", "/once", "end")}}}
          both: { needs: [ask, fan, s3], next: again }
          again: { human: { title: "round ${{ state.rounds.size() }}", form: *form }, save: { rounds: "${{ [output.value] }}" }, next: decide }
          decide: { next: [{ when: "${{ state.rounds.size() < 3 }}", to: again }, { to: s4 }] }
          {{{Step("s4", "/once", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s2", "s3", "s4"],
        More = """{"asked":["one!"],"fanned":["x!","y!","z!"],"rounds":["round 0!","round 1!","round 2!"]}""",
        Waits = 7,
    };

    public static readonly ChaosShape Timers = new("chaos-timers", $$$"""
        platform: v1
        name: chaos-timers
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: s1
        nodes:
          {{{Step("s1", "/once", "short")}}}
          short: { wait: { for: 300ms }, next: s2 }
          {{{Step("s2", "/every", "[left, right]")}}}
          left: { wait: { for: 200ms } }
          right: { wait: { for: 900ms } }
          both: { needs: [left, right], next: s3 }
          {{{Step("s3", "/once", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s2", "s3"],
        Waits = 3,
    };

    public static readonly ChaosShape Events = new("chaos-events", $$$"""
        platform: v1
        name: chaos-events
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] }, got: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}", got: "${{ state.got }}" }
        start: first
        nodes:
          first: { wait: { event: chaos.any }, save: { got: "${{ [output.n] }}" }, next: s1 }
          {{{Step("s1", "/once", "second")}}}
          second: { wait: { event: chaos.mine, match: "${{ event.id == inputs.id }}" }, save: { got: "${{ [output.n] }}" }, next: s2 }
          {{{Step("s2", "/every", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s2"],
        More = """{"got":[1,2]}""",
    };

    public static readonly ChaosShape Thread = new("chaos-thread", $$$"""
        platform: v1
        name: chaos-thread
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] }, count: { type: integer, default: 0, keep: thread } }
        outputs: { log: "${{ state.log }}", count: "${{ state.count }}" }
        start: s1
        nodes:
          {{{Step("s1", "/once", "nap")}}}
          nap: { wait: { for: 50ms }, next: add }
          add: { set: { count: "${{ state.count + 1 }}" }, next: s2 }
          {{{Step("s2", "/every", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s2"],
        Waits = 1,
        OnThread = true,
    };

    public static readonly ChaosShape Retried = new("chaos-retried", $$$"""
        platform: v1
        name: chaos-retried
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        outputs: { log: "${{ state.log }}" }
        start: s1
        nodes:
          {{{Step("s1", "/once", "s2")}}}
          {{{Step("s2", "/broken", "s3")}}}
          {{{Step("s3", "/once", "end")}}}
        {{{Tools}}}
        """)
    {
        Log = ["s1", "s2", "s3"],
        Waits = 0,
    };

    public static readonly ChaosShape Stopped = new("chaos-stopped", $$$"""
        platform: v1
        name: chaos-stopped
        inputs: { id: { type: string } }
        state: { log: { type: array, merge: append, default: [] } }
        start: [below, work]
        nodes:
          below: { workflow: chaos-asks, with: { id: "${{ inputs.id }}" } }
          {{{Step("work", "/every", "nap")}}}
          nap: { wait: { for: 200ms }, next: [{ when: "${{ state.log.size() < 10000 }}", to: work }, { to: end }] }
        limits: { steps: 100000 }
        {{{Tools.Split('\n')[0]}}}
        """)
    {
        IsCancelled = true,
    };

    public static readonly ChaosShape Asks = new("chaos-asks", """
        platform: v1
        name: chaos-asks
        inputs: { id: { type: string } }
        start: ask
        nodes:
          ask: { human: { title: never } }
        """);

    /// <summary>Those that are started; the others are children.</summary>
    public static readonly IReadOnlyList<ChaosShape> Started = [Chain, Loop, Map, Nested, People, Timers, Events, Thread, Retried, Stopped];

    public static IEnumerable<ChaosShape> All => Started.Concat([Leaf, Middle, Asks]);

    private static string Step(string name, string url, string next) =>
        $$$"""{{{name}}}: { tool: http, with: { method: POST, url: {{{url}}}, body: { what: {{{name}}}, run: "${{ inputs.id }}" } }, save: { log: "${{ [output.body.token] }}" }, next: {{{next}}} }""";

    private static string Line(string name, string next) =>
        $$$"""{{{name}}}: { tool: file.write, with: { path: "${{ inputs.id }}.txt", content: {{{name}}}, mode: append }, next: {{{next}}} }""";
}
