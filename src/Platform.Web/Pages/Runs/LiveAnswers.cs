using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Platform.Core.Events;

namespace Platform.Web.Pages.Runs;

/// <summary>
/// The answers that are being written, as pieces of HTML: a box for each task that writes, opened with its first piece, filled by those that follow and
/// taken away when the answer is whole. All text is escaped. Kept for one connection.
/// </summary>
internal sealed class LiveAnswers
{
    private const int MostBoxes = 4; // a map of a thousand items writes a thousand answers at once, and nobody reads them
    private const int MostCharacters = 20_000;

    private readonly string _connection = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<(string? Node, int? Index), Box> _boxes = [];
    private readonly StringBuilder _html = new();
    private int _opened;

    public void Add(LlmDelta piece)
    {
        var key = (piece.Node, piece.Index);
        if (!_boxes.TryGetValue(key, out var box))
        {
            if (_boxes.Count >= MostBoxes) return;
            _boxes[key] = box = new Box($"live-{_connection}-{++_opened}", Encoded(piece.Index is { } index ? $"{piece.Node} #{index + 1}" : piece.Node ?? "the model"));
        }

        var room = MostCharacters - box.Written;
        if (room <= 0) return;
        var text = piece.Text.Length <= room ? piece.Text : $"{piece.Text[..room]} …";
        box.Written += text.Length;
        (piece.IsThought ? box.Thoughts : box.Answer).Append(text);
    }

    /// <summary>What ends an answer, or voids it.</summary>
    public void Hear(RunEvent told)
    {
        switch (told)
        {
            case LlmFinished { IsChat: true } or LlmRetrying or TaskFinished or TaskFailed or TaskRetrying: Close((told.Node, told.Index)); break;
            case RunSucceeded or RunFailed or RunCancelled or RunPaused or RunRecovered: CloseAll(); break;
            default: break;
        }
    }

    public void CloseAll()
    {
        foreach (var key in _boxes.Keys.ToList()) Close(key);
    }

    /// <summary>What is new since it was last asked; empty when nothing is.</summary>
    public string Take()
    {
        foreach (var box in _boxes.Values) Draw(box);
        var html = _html.ToString();
        _html.Clear();
        return html;
    }

    private void Close((string?, int?) key)
    {
        if (!_boxes.Remove(key, out var box) || !box.IsOpen) return;
        _html.Append(CultureInfo.InvariantCulture, $"<section id=\"{box.Id}\" hx-swap-oob=\"delete\"></section>");
    }

    private void Draw(Box box)
    {
        if (box.Thoughts.Length + box.Answer.Length == 0) return;
        if (!box.IsOpen)
        {
            box.IsOpen = true;
            _html.Append(CultureInfo.InvariantCulture,
                $"<section id=\"{box.Id}\" class=\"card live\"><div class=\"card-head\"><h2>{box.Title} is writing</h2></div><div class=\"live-text\"><div><pre class=\"dim\" id=\"{box.Id}-t\">{Encoded(box.Thoughts.ToString())}</pre><pre id=\"{box.Id}-a\">{Encoded(box.Answer.ToString())}</pre></div></div></section>");
        }
        else
        {
            More(box.Id + "-t", box.Thoughts);
            More(box.Id + "-a", box.Answer);
        }

        box.Thoughts.Clear();
        box.Answer.Clear();
    }

    private void More(string id, StringBuilder text)
    {
        if (text.Length > 0) _html.Append(CultureInfo.InvariantCulture, $"<span hx-swap-oob=\"beforeend:#{id}\">{Encoded(text.ToString())}</span>");
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    private sealed class Box(string id, string title)
    {
        public string Id { get; } = id;

        public string Title { get; } = title;

        public bool IsOpen { get; set; }

        public int Written { get; set; }

        public StringBuilder Thoughts { get; } = new();

        public StringBuilder Answer { get; } = new();
    }
}
