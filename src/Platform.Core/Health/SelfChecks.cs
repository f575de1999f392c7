using System.Runtime.InteropServices;
using Platform.Core.Foundation;
using Platform.Core.Runs;
using Platform.Core.Sandbox;

namespace Platform.Core.Health;

public enum CheckState
{
    Good,

    /// <summary>Not there, and not needed for everything.</summary>
    Missing,
    Broken,
}

/// <param name="Fix">What to do; empty when all is well.</param>
public sealed record CheckResult(string Name, CheckState State, string Found, string Fix = "");

/// <summary>Looks at the machine, one subject at a time; no check stops the next. The same at a start, in the terminal and on a page.</summary>
public sealed class SelfChecks
{
    private const long LittleSpace = 200L * 1024 * 1024;
    private static readonly TimeSpan MuchSkew = TimeSpan.FromSeconds(2);

    private readonly string _folder;
    private readonly IDatabaseAdmin _database;
    private readonly CodeSandbox _sandbox;
    private readonly TimeProvider _time;

    internal SelfChecks(string folder, IDatabaseAdmin database, CodeSandbox sandbox, TimeProvider time) => (_folder, _database, _sandbox, _time) = (folder, database, sandbox, time);

    /// <summary>All of them; a sandbox is started for each language.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        [.. await QuickAsync(cancellationToken), .. await CodeAsync(cancellationToken)];

    /// <summary>All but the sandbox.</summary>
    public async Task<IReadOnlyList<CheckResult>> QuickAsync(CancellationToken cancellationToken) => [Dotnet(), Folder(_folder), Space(_folder), .. await DatabaseAsync(cancellationToken)];

    /// <summary>Only what takes no time and needs no database, for a start.</summary>
    public static IReadOnlyList<CheckResult> BeforeStart(string folder) => [Folder(folder), Space(folder)];

    public static CheckResult Dotnet() => new(".NET", CheckState.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores");

    // Tried for real: rights on paper say little of a full or read-only disk.
    public static CheckResult Folder(string folder)
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

    public static CheckResult Space(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is { Exists: false, Parent: not null }) at = at.Parent;
        try
        {
            var free = new DriveInfo(at.FullName).AvailableFreeSpace;
            return free > LittleSpace
                ? new("disk", CheckState.Good, $"{Bytes(free)} free")
                : new("disk", CheckState.Broken, $"only {Bytes(free)} free", "Free some space, or choose another folder: --data FOLDER.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("disk", CheckState.Missing, $"the free space cannot be read: {wrong.Message}");
        }
    }

    public async Task<IReadOnlyList<CheckResult>> DatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await _database.StatusAsync(cancellationToken);
            var engine = new CheckResult("engine", CheckState.Good, status.Engine);
            if (!status.Exists) return [engine, new("database", CheckState.Missing, "not there yet; the first run makes it")];
            if (status.Newer.Count > 0)
                return [engine, new("database", CheckState.Broken, $"a newer release wrote it ({string.Join(", ", status.Newer)})", "Start that release, or restore a backup made before it: platform db restore FILE.")];
            var fits = status.Pending.Count == 0 ? "up to date" : $"{status.Pending.Count} migrations pending, the next start applies them";
            return [engine, new("database", CheckState.Good, $"{Bytes(status.SizeBytes)}, {fits}, {status.Runs:#,0} {(status.Runs == 1 ? "run" : "runs")}, {status.UnfinishedRuns} unfinished"), Clock()];
        }
        catch (PlatformException wrong)
        {
            return [new("database", CheckState.Broken, wrong.Message, wrong.Resolution)];
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // The check goes on: whatever is wrong with the database is what it was called for.
            return [new("database", CheckState.Broken, wrong.Message, "Restore a backup with 'platform db restore FILE', or choose another folder: --data FOLDER.")];
        }
    }

    // Tried for real: whether a sandbox starts depends on the kernel, the container around us and who we are.
    public async Task<IReadOnlyList<CheckResult>> CodeAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        foreach (var language in Enum.GetValues<CodeLanguage>())
        {
            try
            {
                results.Add(new("code", CheckState.Good, $"{language.Word()} runs in {await _sandbox.TryAsync(language, cancellationToken)}"));
            }
            catch (PlatformException wrong)
            {
                results.Add(new("code", CheckState.Missing, $"{language.Word()}: {wrong.Message}", wrong.Resolution));
            }
        }

        return results;
    }

    // Nodes go by the clock of the database that they share; the machine's own matters to logs, and tells who looks at them something else.
    private CheckResult Clock()
    {
        var skew = (_time.GetUtcNow() - DateTimeOffset.UtcNow).Duration();
        return skew < MuchSkew
            ? new("clock", CheckState.Good, "this machine's and the database's agree")
            : new("clock", CheckState.Missing, $"this machine's clock is {skew.TotalSeconds:0.#} s from the database's, by which all nodes go", "Set the clock by NTP (timedatectl set-ntp true), so that logs and pages tell the same times.");
    }

    private static string Bytes(long bytes) => bytes switch
    {
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        < 1024L * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.#} MB",
        _ => $"{bytes / (1024.0 * 1024 * 1024):0.#} GB",
    };
}
