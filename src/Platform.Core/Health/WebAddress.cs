using Platform.Core.Runs.Execution;

namespace Platform.Core.Health;

/// <summary>
/// Where the dashboard of a data folder is: its server notes it in the file <c>web.address</c>, and commands beside it name it. Two lines: the address, and which
/// process wrote it, so that what a crash left behind is known for stale.
/// </summary>
public static class WebAddress
{
    private const string Name = "web.address";

    /// <summary>What cannot be written is left out: the address is a convenience, and the folder has its own check.</summary>
    /// <param name="address"><c>http://127.0.0.1:5080</c>.</param>
    /// <returns>What was written, for <see cref="Remove"/>.</returns>
    public static string Write(string dataFolder, string address)
    {
        var note = $"{address}\n{LeaseOwner.New()}\n";
        Try(() => File.WriteAllText(FileOf(dataFolder), note));
        return note;
    }

    /// <summary>Takes the note away, unless another server wrote its own meanwhile.</summary>
    public static void Remove(string dataFolder, string written) => Try(() =>
    {
        if (File.Exists(FileOf(dataFolder)) && File.ReadAllText(FileOf(dataFolder)) == written) File.Delete(FileOf(dataFolder));
    });

    /// <summary>Null when no server runs on the folder.</summary>
    public static string? Read(string dataFolder)
    {
        string[] lines = [];
        Try(() => lines = File.Exists(FileOf(dataFolder)) ? File.ReadAllLines(FileOf(dataFolder)) : []);
        return lines is [var address, var owner, ..] && !LeaseOwner.IsDead(owner) && Uri.TryCreate(address, UriKind.Absolute, out _) ? address : null;
    }

    private static string FileOf(string dataFolder) => Path.Combine(dataFolder, Name);

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Read-only, full or gone: nobody is told where the dashboard is.
        }
    }
}
