using System.Diagnostics;
using System.Text;
using Platform.Cli.Output;
using Platform.Core.Events;
using Spectre.Console;

namespace Platform.Cli.Following;

/// <summary>A table of nodes that is drawn again in its place, ten times a second at most.</summary>
internal sealed class LiveView(Terminal to, bool tokens, TimeProvider time) : IRunView
{
    private const int TextLines = 6;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _text = new();
    private readonly StreamedAnswers _answers = new();
    private string? _trouble; // the newest
    private long _last;
    private int _lines;

    public void Remember(RunProgress progress)
    {
        // What is past is part of the next picture.
    }

    public void Show(LoggedEvent logged, RunProgress progress)
    {
        switch (logged.Event)
        {
            case LlmDelta { IsThought: false } delta when tokens: Keep(_answers.Add(delta)); break;
            case LlmRetrying retrying: _answers.Restart(retrying); break;
            case LlmFinished whole when tokens: Keep(_answers.End(whole)); break;
        }

        if (logged.Event is LlmRetrying failed) _trouble = $"{failed.Node}: {Say.Retrying(failed)}";
        if (_last != 0 && Stopwatch.GetElapsedTime(_last) < Between) return;
        _last = Stopwatch.GetTimestamp();
        Draw(progress);
    }

    public void End(RunProgress progress) => Draw(progress);

    public void Dispose()
    {
        // Nothing is held; what was drawn stays on the screen.
    }

    private void Draw(RunProgress progress)
    {
        if (progress.Nodes.Count == 0) return;
        var picture = Text(progress);
        // Up over the old picture, and each line cleared: one write, so that nothing flickers.
        var frame = new StringBuilder();
        if (_lines > 0) frame.Append($"\u001b[{_lines}F");
        frame.Append("\u001b[J").Append(picture);
        to.Writer.Write(frame);
        to.Writer.Flush();
        _lines = picture.Count(c => c == '\n');
    }

    private string Text(RunProgress progress)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new SizedOutput(writer, to.Console.Profile.Width),
            Ansi = AnsiSupport.Yes,
            ColorSystem = to.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Write(Picture(progress));
        if (_trouble is not null) console.Write(new Text($"{Say.Plain(_trouble)}\n", new Style(Color.Yellow)));
        if (_text.Length > 0) console.Write(new Text(Tail(), new Style(decoration: Decoration.Dim)));
        var text = writer.ToString().ReplaceLineEndings("\n");
        return text.EndsWith('\n') ? text : $"{text}\n";
    }

    private Table Picture(RunProgress progress)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "", "node", "progress", "time", "tokens", "cost" }) table.AddColumn(column);
        foreach (var node in Visible(progress))
        {
            var spent = node.Took(time.GetUtcNow());
            table.AddRow(
                Mark(node.State), Markup.Escape(node.Name), Say.Progress(node), Say.Duration(spent < TimeSpan.Zero ? TimeSpan.Zero : spent),
                node.Tokens > 0 ? Say.Count(node.Tokens) : "", Say.Cost(node));
        }

        return table;
    }

    // A picture that is higher than the window could not be drawn over: the nodes that matter now come last and stay.
    private IEnumerable<NodeProgress> Visible(RunProgress progress)
    {
        var room = Math.Max(3, to.Console.Profile.Height - 8 - (tokens ? TextLines : 0));
        return progress.Nodes.Count <= room ? progress.Nodes : progress.Nodes.Skip(progress.Nodes.Count - room);
    }

    private static string Mark(NodeState state) => state switch
    {
        NodeState.Running => "[blue]>[/]",
        NodeState.Waiting => "[yellow]?[/]",
        NodeState.Done => "[green]+[/]",
        NodeState.Skipped => "[dim]-[/]",
        NodeState.Failed => "[red]x[/]",
        _ => "",
    };

    private void Keep((string Text, bool Anew) answer)
    {
        _text.Append(answer.Anew ? "\n" : "").Append(answer.Text);
        if (_text.Length > 4000) _text.Remove(0, _text.Length - 2000);
    }

    private string Tail()
    {
        var lines = new string([.. _text.ToString().ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))]).Split('\n');
        return string.Join('\n', lines.TakeLast(TextLines).Select(l => l.Length > 100 ? l[^100..] : l));
    }

    /// <summary>Text in memory that is as wide as the terminal.</summary>
    private sealed class SizedOutput(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = writer;

        public bool IsTerminal => true;

        public int Width { get; } = width;

        public int Height => 200;

        public void SetEncoding(Encoding encoding)
        {
            // The text stays in memory.
        }
    }
}
