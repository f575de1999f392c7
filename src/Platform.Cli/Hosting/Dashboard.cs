using Platform.Cli.Output;
using Platform.Core.Health;

namespace Platform.Cli.Hosting;

/// <summary>Where the web app listens.</summary>
internal static class Dashboard
{
    public const int DefaultPort = 5080;

    /// <summary>A page as a line for people: of the server that runs on the data folder, else how to get one.</summary>
    /// <param name="path"><c>/runs/…</c>.</param>
    public static string Line(CliContext cli, string path) => WebAddress.Read(cli.ChosenDataFolder.Path) is { } address
        ? $"In the browser: {address}{path}"
        : $"In the browser, once 'platform up' runs: http://localhost:{DefaultPort}{path}";
}
