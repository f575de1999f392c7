using Spectre.Console;

namespace Platform.Cli.Output;

/// <summary>One of the two streams: whether a person looks at it, and whether they want colours.</summary>
internal sealed class Terminal(TextWriter writer, bool isTerminal, Func<string, string?> environment)
{
    // An object, so that the library is not loaded for the many commands that draw nothing.
    private object? _console;

    public TextWriter Writer { get; } = writer;

    /// <summary>A person looks at it: tables and live progress are welcome.</summary>
    public bool IsTerminal { get; } = isTerminal && environment("TERM") is not "dumb";

    /// <summary>https://no-color.org: any value that is not empty switches colours off.</summary>
    public bool HasColors => IsTerminal && string.IsNullOrEmpty(environment("NO_COLOR"));

    /// <summary>Made when first asked for: most commands never need it.</summary>
    public IAnsiConsole Console => (IAnsiConsole)(_console ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Writer),
        Ansi = IsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
    }));

    public string Red(string text) => Colored(text, 31);

    public string Yellow(string text) => Colored(text, 33);

    public string Dim(string text) => Colored(text, 2);

    public string Bold(string text) => Colored(text, 1);

    private string Colored(string text, int code) => HasColors ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
