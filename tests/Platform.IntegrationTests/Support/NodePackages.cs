using System.Diagnostics;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>A folder with a package.json, installed once. Where npm is missing its tests are skipped on a person's machine and fail under <c>CI=true</c>.</summary>
internal sealed class NodePackages
{
    private readonly Lazy<Task<string?>> _missing;

    /// <param name="folder">Below <c>tests</c>.</param>
    public NodePackages(string folder)
    {
        Folder = Path.Combine(Repository.Root, "tests", folder);
        _missing = new Lazy<Task<string?>>(InstallAsync);
    }

    public string Folder { get; }

    public string File(string path) => Path.Combine(Folder, "node_modules", path);

    /// <summary>Installs them when they are not; says what is missing then.</summary>
    public Task<string?> MissingAsync() => _missing.Value;

    /// <summary>To be called first in each test.</summary>
    public async Task NeededAsync() => Needed(await MissingAsync());

    public static void Needed(string? missing)
    {
        if (missing is null) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
    }

    public async Task<(int Code, string Said)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private async Task<FileStream> AloneAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"platform-npm-{Path.GetFileName(Folder)}-{Environment.UserName}.lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(100); // another process installs them
            }
        }
    }

    // npm writes its own lock last, so it is older than ours only when ours has changed since.
    private async Task<string?> InstallAsync()
    {
        using var alone = await AloneAsync(); // the suite may run twice at the same time, on both databases
        var installed = new FileInfo(File(".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= System.IO.File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return null;
        try
        {
            return (await RunAsync("npm", ["ci", "--no-audit", "--no-fund"])).Code == 0 ? null : $"npm ci failed in {Folder}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }
}
