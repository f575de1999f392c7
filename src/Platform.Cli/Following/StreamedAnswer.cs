using Platform.Core.Events;

namespace Platform.Cli.Following;

/// <summary>
/// The text of one answer while it is written, to be shown once though it is begun anew. What stands on a terminal cannot be taken back: when an attempt broke off,
/// the next one's text is held back as far as it says the same, and what goes on from there is shown behind it.
/// </summary>
internal sealed class StreamedAnswer
{
    private const int Longest = 1_000_000;

    private string _shown = "";
    private string _now = "";
    private bool _again;

    /// <summary>What of this piece is to be shown, and whether it begins on a line of its own because it says something else than before.</summary>
    public (string Text, bool Anew) Add(string piece)
    {
        if (!_again)
        {
            if (_shown.Length < Longest) _shown += piece;
            return (piece, false);
        }

        _now += piece;
        if (_shown.StartsWith(_now, StringComparison.Ordinal)) return ("", false);
        return Overtake();
    }

    /// <summary>The answer begins anew.</summary>
    public void Restart()
    {
        _again = _shown.Length > 0;
        _now = "";
    }

    /// <summary>The answer is whole: what was held back because it said less than before is shown.</summary>
    public (string Text, bool Anew) End()
    {
        var rest = _again && _now.Length > 0 && _now.Length < _shown.Length ? (_now, true) : ("", false);
        (_shown, _now, _again) = ("", "", false);
        return rest;
    }

    private (string Text, bool Anew) Overtake()
    {
        var same = _now.StartsWith(_shown, StringComparison.Ordinal);
        var text = same ? _now[_shown.Length..] : _now;
        (_shown, _now, _again) = (_now, "", false);
        return (text, !same);
    }
}

/// <summary>The answers that are being written now, each of its node and item.</summary>
internal sealed class StreamedAnswers
{
    private readonly Dictionary<(string? Node, int? Index), StreamedAnswer> _answers = [];

    public (string Text, bool Anew) Add(LlmDelta piece)
    {
        var key = (piece.Node, piece.Index);
        if (!_answers.TryGetValue(key, out var answer)) _answers[key] = answer = new StreamedAnswer();
        return answer.Add(piece.Text);
    }

    public void Restart(LlmRetrying failed)
    {
        if (_answers.TryGetValue((failed.Node, failed.Index), out var answer)) answer.Restart();
    }

    public (string Text, bool Anew) End(LlmFinished whole) =>
        whole.IsChat && _answers.Remove((whole.Node, whole.Index), out var answer) ? answer.End() : ("", false);
}
