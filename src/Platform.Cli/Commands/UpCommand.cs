using System.CommandLine;
using System.Diagnostics;
using Platform.Cli.Hosting;
using Platform.Cli.Output;

namespace Platform.Cli.Commands;

/// <summary>Starts everything: engine, API and dashboard.</summary>
public sealed class UpCommand : ICliCommand
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public string Path => "up";

    public int Order => 10;

    public Command Build(CliContext cli)
    {
        var port = new Option<int>("--port", "-p") { Description = "Where the dashboard listens; 0 takes a free port.", DefaultValueFactory = _ => Dashboard.DefaultPort };
        var open = new Option<bool>("--open") { Description = "Open the dashboard in the browser." };
        var command = new Command("up", "Start the engine with its dashboard; stop it with Ctrl+C.") { port, open };
        cli.Act(command, async (parsed, cancellationToken) =>
        {
            var at = parsed.GetValue(port);
            if (at is < 0 or > 65535) throw CliException.Usage($"{at} is no port.", "Ports are 0 to 65535.");
            var folder = cli.ChosenDataFolder.Path;
            CoreHost.EnsureFolder(folder);
            return await WebProcess.RunAsync(["--port", $"{at}", "--data", folder], (web, ended) => parsed.GetValue(open) && at > 0 ? OpenAsync(at, ended) : Task.CompletedTask, cancellationToken);
        });
        return command;
    }

    // The page is opened when it answers, not before.
    private static async Task OpenAsync(int port, CancellationToken ended)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromSeconds(2) };
        using var clock = new PeriodicTimer(Between);
        while (!ended.IsCancellationRequested && !await AnswersAsync(client, ended) && await TickAsync(clock, ended)) continue;
        if (ended.IsCancellationRequested) return;
        var opener = OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open";
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(opener, client.BaseAddress.ToString()) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No desktop here; the address stands on the screen.
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer clock, CancellationToken ended)
    {
        try
        {
            return await clock.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken ended)
    {
        try
        {
            using var answer = await client.GetAsync("/health/live", ended);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception wrong) when (wrong is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
