using System.Collections.Concurrent;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Sandbox.Runtimes;

/// <param name="Path">What is started.</param>
/// <param name="Needs">Files and folders that it needs besides the system's libraries.</param>
internal sealed record Interpreter(string Path, IReadOnlyList<string> Needs);

/// <summary>Finds Python and Node.js where this machine has them: the system's, or one under a prefix of its own (pyenv, nvm, a virtual environment).</summary>
/// <param name="forAll">Only what every user may read: as root, the code runs as somebody else.</param>
internal sealed class Interpreters(SandboxOptions options, bool forAll)
{
    private const string AskPython = "import sys, json, os; print(json.dumps([list(sys.version_info[:2]), sys.executable, sys.prefix, sys.base_prefix, os.path.realpath(sys.executable)]))";
    private const string AskNode = "console.log(JSON.stringify([process.versions.node.split('.').map(Number), process.execPath]))";

    private static readonly string[] SystemLibraries = ["/usr", "/usr/local"];

    private readonly ConcurrentDictionary<CodeLanguage, Interpreter> _found = new();

    /// <exception cref="PlatformException">Sandbox_failed: there is none that fits; why not.</exception>
    public async ValueTask<Interpreter> FindAsync(CodeLanguage language, CancellationToken cancellationToken)
    {
        // What is missing is looked for each time: somebody may have installed it meanwhile.
        if (!_found.TryGetValue(language, out var found)) found = _found[language] = await LookAsync(language, cancellationToken);
        return found;
    }

    private async Task<Interpreter> LookAsync(CodeLanguage language, CancellationToken cancellationToken)
    {
        var (setting, name) = language == CodeLanguage.Python ? (options.Python, "python3") : (options.Node, "node");
        IEnumerable<string> candidates = setting.Length > 0 ? [setting] : Programs.FindAll(name).Concat([$"/usr/bin/{name}", $"/usr/local/bin/{name}"]).Distinct(StringComparer.Ordinal);
        var why = new List<string>();
        foreach (var candidate in candidates.Where(File.Exists))
        {
            var (found, reason) = language == CodeLanguage.Python ? await PythonAsync(candidate, cancellationToken) : await NodeAsync(candidate, cancellationToken);
            if (found is not null) return found;
            why.Add(reason);
        }

        throw SandboxErrors.NoInterpreter(language, why.Count == 0 ? $"there is no '{(setting.Length > 0 ? setting : name)}'." : string.Join(" ", why.Distinct(StringComparer.Ordinal)));
    }

    private async Task<(Interpreter? Found, string Why)> PythonAsync(string candidate, CancellationToken cancellationToken)
    {
        if (await AskAsync(candidate, ["-I", "-c", AskPython], cancellationToken) is not [var version, var executable, var prefix, var basePrefix, var real]) return (null, $"'{candidate}' does not start.");
        if (version[0].GetInt32() != 3 || version[1].GetInt32() < 8) return (null, $"'{candidate}' is older than 3.8.");
        var needs = new[] { prefix.GetString()!, basePrefix.GetString()! }.Where(p => !SystemLibraries.Contains(p, StringComparer.Ordinal)).ToList();
        foreach (var file in new[] { executable.GetString()!, real.GetString()! })
            if (!needs.Exists(n => file.StartsWith($"{n}/", StringComparison.Ordinal))) needs.Add(file);
        return Usable(new Interpreter(executable.GetString()!, [.. needs.Distinct(StringComparer.Ordinal)]));
    }

    private async Task<(Interpreter? Found, string Why)> NodeAsync(string candidate, CancellationToken cancellationToken)
    {
        if (await AskAsync(candidate, ["-e", AskNode], cancellationToken) is not [var version, var executable]) return (null, $"'{candidate}' does not start.");
        if (version[0].GetInt32() < 18) return (null, $"'{candidate}' is older than 18.");
        return Usable(new Interpreter(executable.GetString()!, [executable.GetString()!]));
    }

    private (Interpreter? Found, string Why) Usable(Interpreter interpreter) =>
        !forAll || interpreter.Needs.All(IsForAll) ? (interpreter, "") : (null, $"'{interpreter.Path}' lies where only its owner may look.");

    private static bool IsForAll(string path)
    {
        for (var at = new DirectoryInfo(path).Parent; at is not null; at = at.Parent)
            if (!OperatingSystem.IsWindows() && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        return OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead);
    }

    private static async Task<JsonElement[]> AskAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var said = await Programs.AskAsync(program, arguments, cancellationToken);
            return said.Length == 0 ? [] : JsonSerializer.Deserialize<JsonElement[]>(said) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
