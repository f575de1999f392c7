using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Events;
using Platform.Core.Runs;
using Platform.Core.Sandbox;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Sandbox;

/// <summary>Tries every escape once, as tools of workflows of a running platform: the gentle ones together in one sandbox of each language, each violent one alone.</summary>
public sealed class EscapeRoom : IAsyncLifetime
{
    private const string Workflow = """
        platform: v1
        name: escapes
        inputs: { gentle: { type: array }, violent: { type: array }, endless: { type: array } }
        state: { told: { type: array, merge: append } }
        outputs: { told: "${{ state.told }}" }
        tools:
          code: { use: code.run, timeout: 2m }
          quick: { use: code.run, timeout: 1500ms }
        start: [gentle, violent, endless]
        nodes:
          gentle:
            map: { over: "${{ inputs.gentle }}", as: e }
            tool: code
            with: { language: "${{ e.language }}", source: "${{ e.source }}", inputs: "${{ e.inputs }}" }
            save: { told: "${{ [output.result] }}" }
          violent:
            map: { over: "${{ inputs.violent }}", as: e, parallel: 4, on_item_error: collect }
            tool: code
            with: { language: "${{ e.language }}", source: "${{ e.source }}", keep: "${{ e.keep }}" }
          endless:
            map: { over: "${{ inputs.endless }}", as: e, parallel: 4, on_item_error: collect }
            tool: quick
            with: { language: "${{ e.language }}", source: "${{ e.source }}" }
        limits: { parallel: 8 }
        """;

    private readonly string _tag = Guid.NewGuid().ToString("n")[..12];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _abstract = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Dictionary<string, string> _gentle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outside = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _violent = new(StringComparer.Ordinal);

    /// <summary>What a gentle escape was told; what it got begins with <c>ESCAPED</c>.</summary>
    public string Told(Escape escape) => _gentle[escape.ToString()];

    /// <summary>The same, tried outside of any sandbox.</summary>
    public string ToldOutside(Escape escape) => _outside[escape.ToString()];

    /// <summary>The result of a violent one as JSON, or <c>code: sentence</c> of its error.</summary>
    public string EndOf(Escape escape) => _violent[escape.ToString()];

    /// <summary>Processes that an escape left behind, and that run now.</summary>
    public static IReadOnlyList<string> LeftBehind => [.. Directory.GetDirectories("/proc").Where(p => CommandOf(p) == "pf-left-behind")];

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLATFORM_ESCAPE_CANARY", "loot");
        _listener.Start();
        _abstract.Bind(new UnixDomainSocketEndPoint($"\0{_tag}"));
        _abstract.Listen();
        var options = new SandboxOptions { MemoryMb = 128, Files = 3000, OutputKb = 256, DiskMb = 32, Warm = 3, Processes = 40 };
        await using var platform = await RunningPlatform.StartAsync(change: s => s.AddSingleton(Options.Create(options)), options: new RunOptions { Parallel = 4 });
        await platform.SaveAsync(Workflow);
        var given = new { data = platform.Folder, binary = typeof(EscapeRoom).Assembly.Location, pid = Environment.ProcessId, port = ((IPEndPoint)_listener.LocalEndpoint).Port, @abstract = _tag, tag = _tag };
        var outside = Task.WhenAll(OutsideAsync("python", given), OutsideAsync("javascript", given));
        var run = await platform.StartRunAsync("escapes", new
        {
            gentle = new[] { Gentle("python", given), Gentle("javascript", given) },
            violent = Violent(endless: false).Select(e => new { language = e.Language, source = e.Try, keep = e.Keep }),
            endless = Violent(endless: true).Select(e => new { language = e.Language, source = e.Try }),
        });
        var ended = await platform.EndOfAsync(run.Id);
        Assert.True(ended.Status == RunStatus.Succeeded, ended.Error?.ToString());
        foreach (var (language, result) in new[] { "python", "javascript" }.Zip(ended.Outputs!.Value.GetProperty("told").EnumerateArray()))
            foreach (var told in result.EnumerateObject()) _gentle[$"{language}: {told.Name}"] = told.Value.GetString()!;
        Collect(await platform.EventsAsync(run.Id));
        await outside;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _abstract.Dispose();
        File.Delete($"/tmp/out-{_tag}"); // the control's own link
        return ValueTask.CompletedTask;
    }

    private static List<Escape> Violent(bool endless) => [.. ViolentEscapes.All.Where(e => e.IsEndless == endless)];

    private static object Gentle(string language, object given) => new
    {
        language,
        source = language == "python"
            ? $"{GentleEscapes.PythonTools}\ndef main(inputs): return run_all(inputs['cases'], inputs['given'])\n"
            : $"{GentleEscapes.JavaScriptTools}\nasync function main(inputs) {{ return await runAll(inputs.cases, inputs.given); }}",
        inputs = new { given, cases = Cases(language, onlyOutside: false) },
    };

    private static Dictionary<string, string> Cases(string language, bool onlyOutside) =>
        GentleEscapes.All.Where(e => e.Language == language && (e.WorksOutside || !onlyOutside)).ToDictionary(e => e.Name, e => e.Try, StringComparer.Ordinal);

    private void Collect(IReadOnlyList<LoggedEvent> events)
    {
        var (violent, endless) = (Violent(endless: false), Violent(endless: true));
        foreach (var told in events.Where(t => t.Event.Node is "violent" or "endless" && t.Event.Index is not null))
        {
            var escape = (told.Event.Node == "violent" ? violent : endless)[told.Event.Index!.Value].ToString();
            if (told.Event is ToolFinished tool) _violent[escape] = tool.Error is { } error ? $"{error.Code}: {error.Message}" : tool.Result!.Value.GetProperty("result").GetRawText();
        }
    }

    // The same cases in a bare interpreter: what is refused there too proves nothing.
    private async Task OutsideAsync(string language, object given)
    {
        var request = JsonSerializer.Serialize(new { given, cases = Cases(language, onlyOutside: true) });
        var source = language == "python"
            ? $"{GentleEscapes.PythonTools}\nr = json.load(sys.stdin)\nprint(json.dumps(run_all(r['cases'], r['given'])))\n"
            : $"{GentleEscapes.JavaScriptTools}\nconst r = JSON.parse(fs.readFileSync(0, 'utf8')); runAll(r.cases, r.given).then(o => {{ console.log(JSON.stringify(o)); process.exit(0); }});";
        string[] arguments = language == "python" ? ["-c", source] : ["-e", source];
        using var process = Process.Start(new ProcessStartInfo(language == "python" ? "/usr/bin/python3" : "node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(request);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(said.Length > 0, await errors);
        foreach (var told in JsonDocument.Parse(said).RootElement.EnumerateObject()) _outside[$"{language}: {told.Name}"] = told.Value.GetString()!;
    }

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/comm").Trim();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
