namespace Platform.Web.Start;

/// <summary><c>[3/6] Migrating the database</c>, one line for each thing that begins.</summary>
internal sealed class StartProgress(TextWriter output) : IProgress<string>
{
    // As many as WebServer.StartAsync and PlatformStart tell; a test counts them.
    public const int Steps = 6;

    private int _told;

    public int Told => _told;

    public void Report(string value) => output.WriteLine($"[{++_told}/{Math.Max(Steps, _told)}] {value}");

    public void Say(string line) => output.WriteLine(line);

    /// <summary>The same screen for what a stop tells, which is no step of the start.</summary>
    public IProgress<string> Stopping() => StopLines.On(output);
}
