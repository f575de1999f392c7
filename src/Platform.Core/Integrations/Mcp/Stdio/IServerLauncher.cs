namespace Platform.Core.Integrations.Mcp.Stdio;

/// <summary>
/// Starts the program of a server. The seam for whoever puts programs into a sandbox: the launcher decides what surrounds the process, the rest of the house
/// only speaks over its two streams. The default starts it as a plain process of the platform's own user, with a clean environment.
/// </summary>
public interface IServerLauncher
{
    /// <exception cref="Foundation.PlatformException">Tool failed: there is no such program, or it cannot be started.</exception>
    IServerProcess Start(ServerLaunch launch);
}

/// <param name="Program">A full path, or a name that is found by PATH.</param>
/// <param name="Environment">The whole environment; nothing is inherited.</param>
/// <param name="WorkFolder">Where it is started: the workflow's own files.</param>
/// <param name="PrivateFolder">For this process alone, its home and its temporary files; it is gone afterwards.</param>
/// <param name="MaxMessageBytes">Bytes of one line of its output.</param>
public sealed record ServerLaunch(
    string Server, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkFolder, string PrivateFolder, long MaxMessageBytes);

/// <summary>A started server. Disposing ends it and whatever it has started.</summary>
public interface IServerProcess : IAsyncDisposable
{
    /// <summary>What it reads.</summary>
    Stream Input { get; }

    /// <summary>What it says: one message a line.</summary>
    Stream Output { get; }

    /// <summary>How it ended, and the last that it wrote to its error stream: <c>exit code 1: Error: no such folder</c>; empty when nothing is known.</summary>
    string LastWords { get; }

    /// <summary>Set when its output broke the rules and is read no further.</summary>
    Foundation.PlatformException? Fault { get; }
}
