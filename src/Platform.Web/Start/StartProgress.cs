namespace Platform.Web.Start;

/// <summary><c>[3/6] Migrating the database</c>, one line for each thing that begins, and one every few seconds for a thing that takes long. Disposed of, it says no more of the latter.</summary>
internal sealed class StartProgress(TextWriter output) : IProgress<string>, IDisposable
{
    // As many as WebServer.StartAsync and PlatformStart tell; a test counts them.
    public const int Steps = 6;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private int _told;
    private Timer? _still;

    public int Told => _told;

    public void Report(string value)
    {
        output.WriteLine($"[{++_told}/{Math.Max(Steps, _told)}] {value}");
        _still?.Dispose();
        _still = new Timer(_ => output.WriteLine($"      still at it: {value}. A database that another process has locked is waited for"), null, Long, Long);
    }

    public void Say(string line)
    {
        _still?.Dispose();
        output.WriteLine(line);
    }

    public void Dispose() => _still?.Dispose();

    /// <summary>The same screen for what a stop tells, which is no step of the start.</summary>
    public IProgress<string> Stopping() => StopLines.On(output);
}
