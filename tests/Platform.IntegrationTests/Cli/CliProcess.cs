using System.Diagnostics;
using System.Text.Json;
using Platform.IntegrationTests.Support;

namespace Platform.IntegrationTests.Cli;

/// <param name="Output">Results.</param>
/// <param name="Error">Talk.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>Everything, for the message of a test that fails.</summary>
    public override string ToString() => $"exit {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}

/// <summary>The built command line, started as a person starts it, in a folder of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Whatever this run of the suite is about.</summary>
    public bool OnSqlite { get; init; }

    public CliProcess() => Directory.CreateDirectory(Folder);

    /// <summary>The folder that the commands are called in; the data lie below it.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"platform-cli-{Guid.NewGuid():n}");

    /// <summary>Beside what is inherited.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public static string Sample(string name) => Path.Combine(Repository.Root, "samples", name);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) => TalkAsync([], cancellationToken, arguments);

    /// <param name="said">Lines for its input, which ends with them.</param>
    public async Task<CliResult> TalkAsync(IReadOnlyList<string> said, CancellationToken cancellationToken, params string[] arguments)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Longest);
        using var process = Start(said, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bounded.Token);
            var error = process.StandardError.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return new CliResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>For tests that talk to it while it runs; whoever starts it ends it.</summary>
    public Process Start(params string[] arguments) => Start([], arguments);

    private Process Start(IReadOnlyList<string> said, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Binary);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("PLATFORM_HOME");
        if (!OnSqlite) TestDatabase.Pass(start.Environment, Folder);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        foreach (var line in said) process.StandardInput.WriteLine(line); // few: they fit into the pipe before anybody reads
        process.StandardInput.Close();
        return process;
    }

    public void Dispose()
    {
        TestDatabase.Drop(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    // The tests lie in bin/Debug/net10.0, and so does the command line below its own project.
    private static string Binary
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Repository.Root, "src", "Platform.Cli", "bin", here.Parent!.Name, here.Name, "platform.dll");
        }
    }
}
