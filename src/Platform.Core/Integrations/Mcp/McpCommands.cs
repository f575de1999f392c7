using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Integrations.Mcp;

/// <summary>An allowed command with its name.</summary>
/// <param name="Source"><c>settings</c>, or the name of the file that <c>platform mcp allow</c> writes.</param>
public sealed record NamedCommand(string Name, AllowedCommand Command, string Source);

/// <summary>
/// Which programs workflows may start. A workflow is data that anyone may have written, so it only ever chooses among what the administrator of the machine
/// has named: in the settings, or in <c>mcp.json</c> of the data folder. There is no way to add to it over the network.
/// </summary>
public sealed class McpCommands(IOptions<McpOptions> options, string file)
{
    public const string FileName = "mcp.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By name; the settings go before the file.</summary>
    /// <exception cref="PlatformException">The file cannot be read.</exception>
    public IReadOnlyList<NamedCommand> List() =>
        [.. options.Value.Commands.Select(c => new NamedCommand(c.Key, c.Value, "settings"))
            .Concat(Read().Select(c => new NamedCommand(c.Key, c.Value, FileName)))
            .DistinctBy(c => c.Name, StringComparer.Ordinal).OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>What is to be started for the words of a workflow.</summary>
    /// <param name="words">As the workflow has them; one word alone may be the name of an allowed command without placeholders.</param>
    /// <param name="env">What the workflow wants to set.</param>
    /// <exception cref="PlatformException">Forbidden: nobody has allowed it; the sentence says what an administrator does.</exception>
    internal ServerCommand Find(string server, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> env, WorkFolder files)
    {
        var known = List();
        foreach (var named in known)
        {
            if (CommandWords.Match(named, words, files) is not { } arguments) continue;
            if (env.Keys.FirstOrDefault(k => !named.Command.Accepts.Contains(k, StringComparer.Ordinal)) is { } refused) throw RefusedVariable(server, named, refused);
            var all = new Dictionary<string, string>(named.Command.Env, StringComparer.Ordinal);
            foreach (var (name, value) in env) all.TryAdd(name, value); // what the administrator sets holds
            return new ServerCommand(arguments[0], [.. arguments.Skip(1)], all);
        }

        throw Refused(server, words, known);
    }

    /// <summary>Allows a command under a name, in the place of what had that name.</summary>
    /// <exception cref="PlatformException">Validation: no program, a shell, or a name that is none.</exception>
    public async Task AllowAsync(string name, AllowedCommand command, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > 63 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new PlatformException(ErrorCode.Validation, $"'{name}' is no name of a command.", "Use letters, digits, '-' and '_'.");
        if (options.Value.Commands.ContainsKey(name)) throw new PlatformException(ErrorCode.Conflict, $"'{name}' is in the settings already.", "Change it there, or choose another name.");
        CommandWords.Check(command);
        var all = Read();
        all[name] = command;
        await WriteAsync(all, cancellationToken);
    }

    /// <summary>False when no command of the file has that name.</summary>
    public async Task<bool> DenyAsync(string name, CancellationToken cancellationToken)
    {
        var all = Read();
        if (!all.Remove(name)) return false;
        await WriteAsync(all, cancellationToken);
        return true;
    }

    // Read anew each time: a server is started seldom, and who denies a command means from now on.
    private Dictionary<string, AllowedCommand> Read()
    {
        try
        {
            return File.Exists(file) ? new(JsonSerializer.Deserialize<CommandFile>(File.ReadAllText(file), Json)?.Commands ?? [], StringComparer.Ordinal) : new(StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PlatformException(ErrorCode.Forbidden, $"{file} cannot be read, so no program is started: {wrong.Message}", "Mend the file, or move it away and allow the commands again.", wrong);
        }
    }

    private async Task WriteAsync(Dictionary<string, AllowedCommand> all, CancellationToken cancellationToken)
    {
        var draft = $"{file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(new CommandFile(all), Json), cancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(draft, file, overwrite: true);
    }

    private static PlatformException Refused(string server, IReadOnlyList<string> words, IReadOnlyList<NamedCommand> known)
    {
        var allowed = known.Count == 0 ? "none is allowed yet" : $"allowed are {Names.Quoted(known.Select(k => k.Name))}";
        return new PlatformException(
            ErrorCode.Forbidden, $"Tool '{server}' would start the program {CommandWords.Shown(words)}, which no administrator has allowed; {allowed}.",
            $"If it is meant, an administrator runs on the machine of the platform: platform mcp allow {server} -- {CommandWords.Shown(words)}");
    }

    private static PlatformException RefusedVariable(string server, NamedCommand named, string variable) => new(
        ErrorCode.Forbidden, $"Tool '{server}' sets the variable '{variable}', which the allowed command '{named.Name}' does not take from workflows.",
        $"If it is meant, an administrator runs: platform mcp allow {named.Name} --accept {variable} -- {CommandWords.Shown(named.Command.Run)}");

    private sealed record CommandFile(Dictionary<string, AllowedCommand> Commands);
}

/// <summary>A program to be started: what was allowed, with the workflow's own words in the places that are open.</summary>
internal sealed record ServerCommand(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Env);
