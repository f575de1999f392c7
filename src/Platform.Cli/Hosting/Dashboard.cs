using Platform.Cli.Output;

namespace Platform.Cli.Hosting;

/// <summary>Where the web app listens.</summary>
internal static class Dashboard
{
    public const int DefaultPort = 5080;

    /// <summary>The address that <c>platform up</c> noted in the data folder, else the usual one.</summary>
    public static string Address(CliContext cli)
    {
        var note = NoteOf(cli.ChosenDataFolder.Path);
        return File.Exists(note) && Uri.TryCreate(File.ReadAllText(note).Trim(), UriKind.Absolute, out var address)
            ? address.ToString().TrimEnd('/') : $"http://localhost:{DefaultPort}";
    }

    /// <summary>The file in the data folder that holds the address of a web app that was started with <c>platform up</c>.</summary>
    public static string NoteOf(string dataFolder) => Path.Combine(dataFolder, "web.address");
}
