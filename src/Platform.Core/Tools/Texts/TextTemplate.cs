using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Texts;

/// <summary>A template that was read. Pure, and bounded in depth, steps and size.</summary>
/// <remarks>Source: mustache(5), without partials, lambdas and other delimiters. A tag of a section alone on its line takes the line with it, as there.</remarks>
internal sealed class TextTemplate
{
    private const int Deepest = 32;
    private const int LargestText = 2_000_000;
    private const int MostSteps = 1_000_000;

    private readonly IReadOnlyList<Part> _parts;

    private TextTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    /// <exception cref="PlatformException">Validation: a tag that is none, or a section that is not closed.</exception>
    public static TextTemplate Parse(string source)
    {
        var open = new Stack<(string Name, bool Inverted, List<Part> Parts)>([("", false, [])]);
        for (var at = 0; at < source.Length;)
        {
            var tag = source.IndexOf("{{", at, StringComparison.Ordinal);
            if (tag < 0) tag = source.Length;
            if (tag > at) open.Peek().Parts.Add(new Literal(source[at..tag]));
            if (tag == source.Length) break;
            at = Tag(source, tag, open);
        }

        return open.Count == 1 ? new TextTemplate(open.Peek().Parts) : throw Wrong($"The section '{open.Peek().Name}' is not closed", $"Write {{{{/{open.Peek().Name}}}}} at its end.");
    }

    public string Fill(JsonElement data, string escape, bool missingIsError, CancellationToken cancellationToken)
    {
        var filling = new Filling(escape, missingIsError, cancellationToken);
        filling.Write(_parts, new Scope(data, null));
        return filling.Text.ToString();
    }

    // Returns where the text goes on.
    private static int Tag(string source, int start, Stack<(string Name, bool Inverted, List<Part> Parts)> open)
    {
        var raw = source.AsSpan(start).StartsWith("{{{", StringComparison.Ordinal);
        var close = raw ? "}}}" : "}}";
        var from = start + close.Length;
        var end = source.IndexOf(close, from, StringComparison.Ordinal);
        if (end < 0) throw Wrong($"The tag in line {Line(source, start)} has no end", $"Write {close} behind it.");
        var inner = source[from..end].Trim();
        var after = end + close.Length;
        var mark = raw || inner.Length == 0 ? '\0' : inner[0];
        switch (mark)
        {
            case '!':
                return WholeLine(source, start, after, open.Peek().Parts);
            case '#' or '^':
                if (open.Count > Deepest) throw Wrong($"Sections are more than {Deepest} deep", "Write a flatter template.");
                var next = WholeLine(source, start, after, open.Peek().Parts);
                open.Push((Name(source, start, inner[1..]), mark == '^', []));
                return next;
            case '/':
                var (name, inverted, parts) = open.Pop();
                if (open.Count == 0 || name != inner[1..].Trim()) throw Wrong($"Line {Line(source, start)} closes '{inner[1..].Trim()}', and open is '{name}'", "Close sections in the order in which they were opened, from inside.");
                var goesOn = WholeLine(source, start, after, parts);
                open.Peek().Parts.Add(new Section(name, inverted, parts));
                return goesOn;
            case '>' or '=':
                throw Wrong($"Line {Line(source, start)} has '{{{{{mark}', which is not served", "Write the text in its place.");
            default:
                open.Peek().Parts.Add(new Value(Name(source, start, mark == '&' ? inner[1..] : inner), raw || mark == '&'));
                return after;
        }
    }

    // When nothing else stands on the line of the tag, the line goes: the blanks before it and the line's end behind it.
    private static int WholeLine(string source, int start, int after, List<Part> before)
    {
        var begin = start;
        while (begin > 0 && source[begin - 1] is ' ' or '\t') begin--;
        var end = after;
        while (end < source.Length && source[end] is ' ' or '\t') end++;
        if (end < source.Length && source[end] == '\r') end++;
        if ((begin > 0 && source[begin - 1] != '\n') || (end < source.Length && source[end] != '\n')) return after;
        if (begin < start && before is [.., Literal last] && last.Text.Length >= start - begin) before[^1] = new Literal(last.Text[..^(start - begin)]);
        return Math.Min(end + 1, source.Length);
    }

    private static string Name(string source, int at, string given)
    {
        var name = given.Trim();
        return name == "." || (name.Length > 0 && name.Split('.').All(p => p.Length > 0 && p.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')))
            ? name
            : throw Wrong($"Line {Line(source, at)} has a tag whose name is '{name}'", "Names are letters, digits, _ and -, with dots between: customer.name.");
    }

    private static int Line(string source, int at) => source.AsSpan(0, at).Count('\n') + 1;

    private static PlatformException Wrong(string what, string resolution) => new(ErrorCode.Validation, $"{what}.", resolution);

    private abstract record Part;

    private sealed record Literal(string Text) : Part;

    private sealed record Value(string Name, bool IsRaw) : Part;

    private sealed record Section(string Name, bool Inverted, IReadOnlyList<Part> Parts) : Part;

    private sealed record Scope(JsonElement Data, Scope? Outer);

    private sealed class Filling(string escape, bool missingIsError, CancellationToken cancellationToken)
    {
        private int _steps;

        public StringBuilder Text { get; } = new();

        public void Write(IReadOnlyList<Part> parts, Scope scope)
        {
            foreach (var part in parts)
            {
                if ((++_steps & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
                if (_steps > MostSteps || Text.Length > LargestText)
                    throw new PlatformException(ErrorCode.LimitExceeded, "The filled template becomes too large.", "Give fewer items, or fill it in several calls.");
                switch (part)
                {
                    case Literal literal: Text.Append(literal.Text); break;
                    case Value value: Text.Append(Written(Find(value.Name, scope, needed: true), value.IsRaw ? "none" : escape)); break;
                    case Section section: WriteSection(section, scope); break;
                }
            }
        }

        private void WriteSection(Section section, Scope scope)
        {
            // Asking whether something is there is what a section is for.
            var value = Find(section.Name, scope, needed: false) ?? default;
            var there = value.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
                JsonValueKind.Array => value.GetArrayLength() > 0,
                JsonValueKind.String => value.GetRawText().Length > 2,
                _ => true,
            };
            if (section.Inverted == there) return;
            if (section.Inverted || value.ValueKind is JsonValueKind.True) Write(section.Parts, scope);
            else if (value.ValueKind != JsonValueKind.Array) Write(section.Parts, new Scope(value, scope));
            else foreach (var item in value.EnumerateArray()) Write(section.Parts, new Scope(item, scope));
        }

        // The first part of a name is looked for from inside out, the rest within what was found.
        private JsonElement? Find(string name, Scope scope, bool needed)
        {
            if (name == ".") return scope.Data;
            var parts = name.Split('.');
            for (var at = scope; at is not null; at = at.Outer)
            {
                if (at.Data.ValueKind != JsonValueKind.Object || !at.Data.TryGetProperty(parts[0], out var value)) continue;
                foreach (var part in parts.Skip(1))
                    if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value)) return Missing(name, needed);
                return value;
            }

            return Missing(name, needed);
        }

        private JsonElement? Missing(string name, bool needed) => needed && missingIsError
            ? throw new PlatformException(ErrorCode.Validation, $"The data has no '{name}'.", "Give it, or set missing: empty.")
            : null;

        private static string Written(JsonElement? value, string escape)
        {
            if (value is not { } given) return escape == "json" ? "null" : "";
            if (escape == "json") return given.GetRawText();
            var text = given.ValueKind switch { JsonValueKind.String => given.GetString()!, JsonValueKind.Null => "", _ => given.GetRawText() };
            return escape switch { "html" => HtmlEncoder.Default.Encode(text), "url" => Uri.EscapeDataString(text), _ => text };
        }
    }
}
