using System.Diagnostics;
using System.Globalization;

namespace Platform.IntegrationTests.Support;

/// <summary>
/// A private PostgreSQL in a folder of its own below the temporary folder, reached by a socket that lies there too. It ends with its test process; what a
/// killed one left behind is ended and removed by the next.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string Prefix = "platform-pg-";
    private const string OwnerFile = "owner";
    private static readonly string? UnprivilegedUser = Environment.UserName == "root" ? UserFor(["postgres", "nobody"]) : null;

    private readonly string _bin = Binaries();

    private PostgresCluster(string folder) => Folder = folder;

    public string Folder { get; }

    private string Data => Path.Combine(Folder, "data");

    /// <summary>Made and started.</summary>
    /// <param name="settings">More lines of postgresql.conf.</param>
    public static PostgresCluster Start(params string[] settings)
    {
        RemoveLeftovers();
        var cluster = new PostgresCluster(Path.Combine(Path.GetTempPath(), $"{Prefix}{Guid.NewGuid().ToString("N")[..12]}"));
        Directory.CreateDirectory(cluster.Folder);
        File.WriteAllText(Path.Combine(cluster.Folder, OwnerFile), Me(Environment.ProcessId));
        if (UnprivilegedUser is { } user) Run("chown", [user, cluster.Folder]);
        cluster.RunHere("initdb", ["--pgdata", cluster.Data, "--username=platform", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]);
        File.AppendAllLines(Path.Combine(cluster.Data, "postgresql.conf"),
        [
            "listen_addresses = ''", $"unix_socket_directories = '{cluster.Folder}'", "max_connections = 400", "shared_buffers = 64MB",
            "fsync = off", "full_page_writes = off", // what is tested survives a killed PostgreSQL, not a power cut
            "log_min_messages = warning", .. settings,
        ]);
        cluster.Up();
        return cluster;
    }

    /// <summary>How a database of this cluster is addressed.</summary>
    public string Address(string database) => $"Host={Folder};Username=platform;Database={database}";

    public void Up() => RunHere("pg_ctl", ["start", "--wait", "--silent", "--pgdata", Data, "--log", Path.Combine(Folder, "log")]);

    /// <param name="mode"><c>fast</c> ends sessions, <c>immediate</c> is a crash.</param>
    public void Down(string mode) => RunHere("pg_ctl", ["stop", "--wait", "--silent", "--pgdata", Data, "--mode", mode]);

    public void Dispose()
    {
        EndAt(Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private void RunHere(string program, string[] arguments) => RunAs(Path.Combine(_bin, program), arguments);

    private static void RunAs(string program, string[] arguments)
    {
        if (UnprivilegedUser is { } user) Run("setpriv", ["--reuid", user, "--regid", user == "nobody" ? "nogroup" : user, "--clear-groups", program, .. arguments]);
        else Run(program, arguments);
    }

    // PostgreSQL inherits what its starter has open, so nothing is redirected that somebody waits for.
    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                var owner = Path.Combine(folder, OwnerFile);
                if (!File.Exists(owner)) continue; // another one is being made or removed
                var text = File.ReadAllText(owner);
                if (text.Length == 0 || (int.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var process) && Me(process) == text)) continue;
                EndAt(folder);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its own process is about to remove it, and has the right to.
            }
        }
    }

    private static void EndAt(string folder)
    {
        var note = Path.Combine(folder, "data", "postmaster.pid");
        if (!File.Exists(note) || !int.TryParse(File.ReadLines(note).First(), CultureInfo.InvariantCulture, out var postmaster)) return;
        var command = $"/proc/{postmaster}/cmdline";
        if (!File.Exists(command) || !File.ReadAllText(command).Contains(folder, StringComparison.Ordinal)) return; // the number is another program's now
        try
        {
            using var process = Process.GetProcessById(postmaster);
            Run("kill", ["-QUIT", postmaster.ToString(CultureInfo.InvariantCulture)]); // immediate: nobody needs what it holds
            if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
        }
    }

    // A process by its number and when it started: numbers are used again.
    private static string Me(int process)
    {
        var stat = $"/proc/{process}/stat";
        return File.Exists(stat) ? $"{process} {File.ReadAllText(stat)[(File.ReadAllText(stat).LastIndexOf(')') + 2)..].Split(' ')[19]}" : $"{process} gone";
    }

    private static string? UserFor(string[] names) =>
        Array.Find(names, name => File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal)));

    /// <summary>The newest of what Debian installs side by side, else what the path holds.</summary>
    private static string Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(Debian)
            ? Directory.EnumerateDirectories(Debian).Where(d => File.Exists(Path.Combine(d, "bin", "initdb")))
                .MaxBy(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : null;
        if (newest is not null) return Path.Combine(newest, "bin");
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
        return onPath ?? throw new InvalidOperationException("PostgreSQL is missing: 'apt-get install postgresql' lets these tests run.");
    }
}
