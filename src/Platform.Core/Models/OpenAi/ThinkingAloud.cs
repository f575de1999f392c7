using System.Text;

namespace Platform.Core.Models.OpenAi;

/// <summary>
/// Parts a streamed answer that begins with <c>&lt;think&gt;…&lt;/think&gt;</c>: open models write so when their server does not part it itself.
/// The marks may come in pieces. Nothing is held back longer than it could still be a mark.
/// </summary>
internal sealed class ThinkingAloud
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private readonly StringBuilder _held = new();
    private State _state = State.Start;

    private enum State
    {
        Start,
        Thinking,
        Answering,
    }

    /// <summary>What of it is thought and what is answer; both may be empty.</summary>
    public (string Thought, string Answer) Add(string piece)
    {
        if (_state == State.Answering) return ("", piece);
        _held.Append(piece);
        if (_state == State.Start && !Begun()) return ("", "");
        if (_state == State.Answering) return ("", Take(_held.Length));
        var text = _held.ToString();
        var close = text.IndexOf(Close, StringComparison.Ordinal);
        if (close < 0) return (Take(text.Length - Overlap(text)), "");
        _state = State.Answering;
        var thought = Take(close);
        return (thought, Take(_held.Length)[Close.Length..].TrimStart('\r', '\n'));
    }

    /// <summary>What is left when the stream ends.</summary>
    public (string Thought, string Answer) End()
    {
        var rest = Take(_held.Length);
        return _state == State.Thinking ? (rest, "") : ("", rest);
    }

    // True once it is known whether the answer begins with the mark.
    private bool Begun()
    {
        var text = _held.ToString().TrimStart();
        if (text.Length < Open.Length && Open.StartsWith(text, StringComparison.Ordinal)) return false;
        if (!text.StartsWith(Open, StringComparison.Ordinal))
        {
            _state = State.Answering;
            return true;
        }

        _state = State.Thinking;
        _held.Clear().Append(text[Open.Length..].TrimStart('\r', '\n'));
        return true;
    }

    private string Take(int length)
    {
        var taken = _held.ToString(0, length);
        _held.Remove(0, length);
        return taken;
    }

    // How much of the end may be the beginning of the closing mark.
    private static int Overlap(string text)
    {
        for (var length = Math.Min(Close.Length - 1, text.Length); length > 0; length--)
            if (text.EndsWith(Close[..length], StringComparison.Ordinal)) return length;
        return 0;
    }
}
