using System.Net;
using System.Net.Sockets;
using Platform.Cli.Output;
using Platform.Core.Health;

namespace Platform.Cli.Hosting;

/// <summary>The core's own checks, and those of this terminal.</summary>
internal static class Checkup
{
    private static readonly (string Variable, string Provider)[] Keys =
    [
        ("OPENAI_API_KEY", "openai"), ("ANTHROPIC_API_KEY", "anthropic"), ("GEMINI_API_KEY", "gemini"), ("MISTRAL_API_KEY", "mistral"), ("GROQ_API_KEY", "groq"), ("OPENROUTER_API_KEY", "openrouter"),
    ];

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(CliContext cli, int port, CancellationToken cancellationToken)
    {
        await using var host = CoreHost.Bare(cli);
        var own = host.Get<SelfChecks>();
        var existed = Directory.Exists(host.DataFolder);
        try
        {
            return [.. await own.QuickAsync(cancellationToken), Port(port), Assets(), .. await own.CodeAsync(cancellationToken), .. Models(cli)];
        }
        finally
        {
            if (!existed) Forget(host.DataFolder);
        }
    }

    // Trying the sandbox leaves a file in the data folder; a look at a machine leaves nothing behind where nothing was.
    private static void Forget(string dataFolder)
    {
        if (!Directory.Exists(dataFolder) || Directory.EnumerateFileSystemEntries(dataFolder).Any(e => Path.GetFileName(e) != "sandbox")) return;
        Directory.Delete(dataFolder, recursive: true);
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
