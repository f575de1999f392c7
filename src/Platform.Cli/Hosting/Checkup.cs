using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Platform.Cli.Following;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Sandbox;

namespace Platform.Cli.Hosting;

internal enum CheckState
{
    Good,

    /// <summary>Not there, and not needed for everything.</summary>
    Missing,
    Broken,
}

/// <param name="Fix">What to do; empty when all is well.</param>
internal sealed record CheckResult(string Name, CheckState State, string Found, string Fix = "");

/// <summary>Looks at the machine, one subject at a time; no check stops the next.</summary>
internal static class Checkup
{
    private const long LittleSpace = 200L * 1024 * 1024;

    private static readonly (string Variable, string Provider)[] Keys =
    [
        ("OPENAI_API_KEY", "openai"), ("ANTHROPIC_API_KEY", "anthropic"), ("GEMINI_API_KEY", "gemini"), ("MISTRAL_API_KEY", "mistral"), ("GROQ_API_KEY", "groq"), ("OPENROUTER_API_KEY", "openrouter"),
    ];

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(CliContext cli, int port, CancellationToken cancellationToken)
    {
        var folder = cli.ChosenDataFolder.Path;
        return [Dotnet(), Folder(folder), Space(folder), .. await DatabaseAsync(cli, cancellationToken), Port(port), Assets(), .. await CodeAsync(cli, cancellationToken), .. Models(cli)];
    }

    private static CheckResult Dotnet() => new(".NET", CheckState.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores");

    // Tried for real: rights on paper say little of a full or read-only disk.
    private static CheckResult Folder(string folder)
    {
        try
        {
            var existed = Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".doctor-{Guid.NewGuid():n}");
            File.WriteAllBytes(probe, new byte[4096]);
            File.Delete(probe);
            if (!existed) Directory.Delete(folder);
            return new("data folder", CheckState.Good, existed ? $"{folder} can be written" : $"{folder} will be made at the first start");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new("data folder", CheckState.Broken, $"{folder} cannot be written: {wrong.Message}", "Choose a folder that you may write to: --data FOLDER or PLATFORM_HOME.");
        }
    }

    private static CheckResult Space(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is { Exists: false, Parent: not null }) at = at.Parent;
        try
        {
            var free = new DriveInfo(at.FullName).AvailableFreeSpace;
            return free > LittleSpace
                ? new("disk", CheckState.Good, $"{Say.Bytes(free)} free")
                : new("disk", CheckState.Broken, $"only {Say.Bytes(free)} free", "Free some space, or choose another folder: --data FOLDER.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("disk", CheckState.Missing, $"the free space cannot be read: {wrong.Message}");
        }
    }

    private static async Task<IReadOnlyList<CheckResult>> DatabaseAsync(CliContext cli, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = CoreHost.Bare(cli);
            var status = await host.Get<IDatabaseAdmin>().StatusAsync(cancellationToken);
            var engine = new CheckResult("engine", CheckState.Good, status.Engine);
            if (!status.Exists) return [engine, new("database", CheckState.Missing, "not there yet; the first run makes it")];
            if (status.Newer.Count > 0)
                return [engine, new("database", CheckState.Broken, $"a newer release wrote it ({string.Join(", ", status.Newer)})", "Start that release, or restore a backup made before it: platform db restore FILE.")];
            var fits = status.Pending.Count == 0 ? "up to date" : $"{status.Pending.Count} migrations pending, the next start applies them";
            return [engine, new("database", CheckState.Good, $"{Say.Bytes(status.SizeBytes)}, {fits}, {Say.Count(status.Runs)} runs, {status.UnfinishedRuns} unfinished")];
        }
        catch (PlatformException wrong)
        {
            return [new("database", CheckState.Broken, wrong.Message, wrong.Resolution)];
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // The doctor goes on: whatever is wrong with the database is what it was called for.
            return [new("database", CheckState.Broken, wrong.Message, "Restore a backup with 'platform db restore FILE', or choose another folder: --data FOLDER.")];
        }
    }

    // Tried for real: whether a sandbox starts depends on the kernel, the container around us and who we are.
    private static async Task<IReadOnlyList<CheckResult>> CodeAsync(CliContext cli, CancellationToken cancellationToken)
    {
        await using var host = CoreHost.Bare(cli);
        var sandbox = host.Get<CodeSandbox>();
        var results = new List<CheckResult>();
        foreach (var language in Enum.GetValues<CodeLanguage>())
        {
            try
            {
                results.Add(new("code", CheckState.Good, $"{language.Word()} runs in {await sandbox.TryAsync(language, cancellationToken)}"));
            }
            catch (PlatformException wrong)
            {
                results.Add(new("code", CheckState.Missing, $"{language.Word()}: {wrong.Message}", wrong.Resolution));
            }
        }

        return results;
    }

    private static CheckResult Port(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new("port", CheckState.Good, $"{port} is free");
        }
        catch (SocketException)
        {
            return new("port", CheckState.Missing, $"{port} is taken, perhaps by a 'platform up' that runs already", "Choose another one: platform up --port 5081.");
        }
    }

    private static CheckResult Assets()
    {
        var lib = Path.Combine(AppContext.BaseDirectory, "web", "wwwroot", "lib");
        return Directory.Exists(lib) && Directory.EnumerateFiles(lib).Any()
            ? new("dashboard", CheckState.Good, "built, with its parts from npm")
            : new("dashboard", CheckState.Missing, "its parts are not built", "Build it: 'dotnet build src/Platform.Web' in the repository, with npm at hand.");
    }

    private static IEnumerable<CheckResult> Models(CliContext cli)
    {
        yield return new("models", CheckState.Good, "scripted/*, builtin/classifier and builtin/extractive work without key and network");
        foreach (var (variable, provider) in Keys)
        {
            if (cli.Environment(variable) is { Length: > 0 } key) yield return new("models", CheckState.Good, $"{provider}: {variable} is set ({CliSettings.Mask(key)})");
            else if (provider is "openai" or "anthropic") yield return new("models", CheckState.Missing, $"{provider}: {variable} is not set", $"export {variable}=… to use {provider}/* models.");
        }
    }
}
