using System.Diagnostics;
using Platform.Cli.Output;
using Platform.Core.Events;

namespace Platform.Cli.Following;

/// <summary>Lines on the error stream, at a bounded rate: a node's start and end are told, of a map's items only how far they are.</summary>
internal sealed class PlainView(Terminal to, bool tokens) : IRunView
{
    private const int PassesTold = 3;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly StreamedAnswers _answers = new();
    private long _last = Stopwatch.GetTimestamp();
    private bool _inText;

    public void Remember(RunProgress progress)
    {
        foreach (var node in progress.Nodes)
        {
            _told.Add(node.Name);
            _told.Add(Mark(node));
        }
    }

    public void Show(LoggedEvent logged, RunProgress progress)
    {
        switch (logged.Event)
        {
            case LlmDelta { IsThought: false } delta when tokens: Stream(_answers.Add(delta)); break;
            case LlmRetrying retrying:
                Line($"  {retrying.Node}: {to.Yellow(Say.Retrying(retrying))}");
                _answers.Restart(retrying);
                break;
            case LlmFinished whole when tokens: Stream(_answers.End(whole)); break;
            case TaskStarted { Node: { } node } when _told.Add(node): Line($"  {node} …"); break;
            case TaskFailed { Node: { } node } failed when !failed.Handled: Line($"  {node}: {to.Red("failed")}: {failed.Error.Message}"); break;
            case TaskRetrying { Node: { } node } retrying: Line($"  {node}: {to.Yellow("trying again")} ({retrying.Error.Code}): {retrying.Error.Message}"); break;
            case RunRecovered: Line("  goes on from the last commit"); break;
            case StepCommitted: TellEnded(progress, n => n.Visits <= PassesTold || Stopwatch.GetElapsedTime(_last) > Between); break;
            case TaskFinished { Index: not null, Node: { } node } when Stopwatch.GetElapsedTime(_last) > Between: TellMap(progress, node); break;
        }
    }

    public void End(RunProgress progress)
    {
        TellEnded(progress, _ => true);
        if (_inText) to.Writer.WriteLine();
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private void TellMap(RunProgress progress, string node)
    {
        if (progress.Nodes.FirstOrDefault(n => n.Name == node) is { } at) Line($"  {node}: {Say.Progress(at)}");
    }

    // Each pass of a loop is told at first, then one now and then.
    private void TellEnded(RunProgress progress, Func<NodeProgress, bool> isDue)
    {
        foreach (var node in progress.Nodes.Where(n => n.State is NodeState.Done or NodeState.Skipped or NodeState.Waiting && isDue(n) && _told.Add(Mark(n))))
            Line($"  {Sentence(node)}");
    }

    private static string Mark(NodeProgress node) => $"{node.Name}/{node.State}/{node.Visits}/{(node.State == NodeState.Waiting ? node.Ended : 0)}";

    private static string Sentence(NodeProgress node)
    {
        string[] more =
        [
            Say.Progress(node),
            node.Until is { } until && node.State == NodeState.Done ? Say.Duration(node.Took(until)) : "",
            node.Tokens > 0 ? $"{Say.Count(node.Tokens)} tokens" : "",
            Say.Cost(node),
        ];
        var text = string.Join(", ", more.Where(m => m.Length > 0));
        return $"{node.Name}: {node.State.ToString().ToLowerInvariant()}{(text.Length > 0 ? $" ({text})" : "")}";
    }

    private void Stream((string Text, bool Anew) answer)
    {
        var (text, anew) = answer;
        if (text.Length == 0) return;
        if (anew) Line("  the answer begins anew:");
        to.Writer.Write(Say.Plain(text));
        to.Writer.Flush();
        _inText = !text.EndsWith('\n');
    }

    private void Line(string text)
    {
        if (_inText) to.Writer.WriteLine();
        _inText = false;
        _last = Stopwatch.GetTimestamp();
        to.Writer.WriteLine(Say.Plain(text));
    }
}
