using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Integrations.Mcp;

/// <summary>Whether the words of a workflow are those of an allowed command: each the same, or one that its placeholder takes. No word is ever read by a shell.</summary>
internal static class CommandWords
{
    public const string Folder = "{folder}";
    public const string Value = "{value}";

    private const int LongestWord = 4000;

    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase) { "sh", "bash", "zsh", "dash", "ash", "ksh", "fish", "csh", "tcsh", "busybox", "cmd", "powershell", "pwsh", "env", "sudo", "su", "xargs" };

    /// <summary>The words to start; null when the command is another one.</summary>
    public static IReadOnlyList<string>? Match(NamedCommand allowed, IReadOnlyList<string> words, WorkFolder files)
    {
        var run = allowed.Command.Run;
        if (words.Count == 1 && words[0] == allowed.Name && run.Count > 0 && !run.Any(w => w is Folder or Value)) return run;
        if (words.Count != run.Count || run.Count == 0) return null;
        for (var i = 0; i < run.Count; i++)
            if (!Fits(run[i], words[i], files)) return null;
        return [.. run.Select((word, i) => word == Folder ? Made(files.Resolve(words[i])) : words[i])];
    }

    /// <exception cref="PlatformException">Validation: it is none that can be allowed.</exception>
    public static void Check(AllowedCommand command)
    {
        if (command.Run is not [{ Length: > 0 } program, ..]) throw Wrong("A command needs a program.", "Write it after '--': platform mcp allow files -- npx -y @modelcontextprotocol/server-filesystem {folder}");
        if (program is Folder or Value) throw Wrong("The program itself cannot be left open.", "Name the program.");
        if (Shells.Contains(Path.GetFileNameWithoutExtension(program)))
            throw Wrong($"'{program}' starts whatever it is told to, so allowing it would allow everything.", "Name the server's own program.");
        if (program.Contains('/', StringComparison.Ordinal) && !Path.IsPathFullyQualified(program)) throw Wrong($"'{program}' depends on the folder it is started in.", "Give its full path, or a name that is found by PATH.");
        if (command.Run.Any(w => w.Length > LongestWord || w.Any(char.IsControl))) throw Wrong("A word of the command is too long or holds a character that is not visible.", "Write plain words.");
        if (command.Env.Keys.Concat(command.Accepts).FirstOrDefault(n => n.Length == 0 || !n.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) is { } bad) throw Wrong($"'{bad}' is no name of a variable.", "Use letters, digits and '_'.");
    }

    /// <summary>As it can be copied into a terminal.</summary>
    public static string Shown(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    private static bool Fits(string allowed, string word, WorkFolder files) => allowed switch
    {
        Value => word.Length is > 0 and <= LongestWord && word[0] != '-' && !word.Any(char.IsControl),
        Folder => IsInside(word, files),
        _ => string.Equals(allowed, word, StringComparison.Ordinal),
    };

    private static bool IsInside(string word, WorkFolder files)
    {
        try
        {
            return word.Length > 0 && word[0] != '-' && !File.Exists(files.Resolve(word));
        }
        catch (PlatformException)
        {
            return false;
        }
    }

    private static string Made(string folder) => Directory.CreateDirectory(folder).FullName;

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or ':' or '=' or ',' or '+' or '{' or '}') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static PlatformException Wrong(string message, string resolution) => new(ErrorCode.Validation, message, resolution);
}
