using System.Text.Json;
using Platform.Core.Foundation;

namespace Platform.Core.Tools.Json;

/// <summary>Finds the values at a path. Pure, and bounded in the values it looks at.</summary>
internal sealed class JsonPath
{
    private const int MostLookedAt = 2_000_000;

    private readonly JsonElement _root;
    private int _looked;

    private JsonPath(JsonElement root) => _root = root;

    /// <summary>All matches in the order of the document; none is no error.</summary>
    /// <exception cref="PlatformException">Validation: the path; limit_exceeded: the search.</exception>
    public static IReadOnlyList<JsonElement> Find(JsonElement root, string path)
    {
        if (!path.StartsWith('$')) return Pointer(root, path);
        var segments = JsonPathParser.Parse(path);
        return new JsonPath(root).Follow([root], segments);
    }

    // RFC 6901.
    private static IReadOnlyList<JsonElement> Pointer(JsonElement root, string pointer)
    {
        if (pointer.Length > 0 && pointer[0] != '/')
            throw new PlatformException(ErrorCode.Validation, $"'{pointer}' is neither a JSONPath nor a JSON pointer.", "A JSONPath begins with $, a JSON pointer with /.");
        var at = root;
        foreach (var raw in pointer.Split('/').Skip(1))
        {
            var name = raw.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member)) at = member;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < at.GetArrayLength()) at = at[index];
            else return [];
        }

        return [at];
    }

    private List<JsonElement> Follow(List<JsonElement> from, IReadOnlyList<PathSegment> segments)
    {
        foreach (var segment in segments)
        {
            var found = new List<JsonElement>();
            foreach (var value in from)
            {
                if (segment.Deep) Descend(value, segment, found);
                else Select(value, segment, found);
            }

            from = found;
        }

        return from;
    }

    // JSON is at most 64 deep when it is read, so the recursion ends.
    private void Descend(JsonElement value, PathSegment segment, List<JsonElement> found)
    {
        Select(value, segment, found);
        foreach (var child in Children(value)) Descend(child, segment, found);
    }

    private void Select(JsonElement value, PathSegment segment, List<JsonElement> found)
    {
        foreach (var selector in segment.Selectors)
        {
            Select(value, selector, found);
            if (++_looked > MostLookedAt || found.Count > MostLookedAt)
                throw new PlatformException(ErrorCode.LimitExceeded, $"The path looks at more than {MostLookedAt:#,0} values.", "Write a path without '..', or query a smaller value.");
        }
    }

    private void Select(JsonElement value, PathSelector selector, List<JsonElement> found)
    {
        switch (selector)
        {
            case NameSelector name when value.ValueKind == JsonValueKind.Object:
                if (value.TryGetProperty(name.Name, out var member)) found.Add(member);
                break;
            case IndexSelector index when value.ValueKind == JsonValueKind.Array:
                var at = index.Index < 0 ? value.GetArrayLength() + index.Index : index.Index;
                if (at >= 0 && at < value.GetArrayLength()) found.Add(value[(int)at]);
                break;
            case SliceSelector slice when value.ValueKind == JsonValueKind.Array:
                found.AddRange(Slice(value, slice));
                break;
            case WildcardSelector:
                found.AddRange(Children(value));
                break;
            case FilterSelector filter:
                found.AddRange(Children(value).Where(child => Holds(filter.Condition, child)));
                break;
        }
    }

    // RFC 9535, section 2.3.4.2.2.
    private static IEnumerable<JsonElement> Slice(JsonElement list, SliceSelector slice)
    {
        long length = list.GetArrayLength();
        if (slice.Step == 0) yield break;
        var start = Normal(slice.Start ?? (slice.Step > 0 ? 0 : length - 1), length);
        var end = slice.End is { } given ? Normal(given, length) : slice.Step > 0 ? length : -1;
        if (slice.Step > 0)
            for (var i = Math.Clamp(start, 0, length); i < Math.Clamp(end, 0, length); i += Math.Min(slice.Step, length)) yield return list[(int)i];
        else
            for (var i = Math.Clamp(start, -1, length - 1); i > Math.Clamp(end, -1, length - 1); i -= Math.Min(-Math.Max(slice.Step, -length), length)) yield return list[(int)i];
    }

    private static long Normal(long index, long length) => index < 0 ? Math.Max(index, -length - 1) + length : Math.Min(index, length);

    private static IEnumerable<JsonElement> Children(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(p => p.Value),
        JsonValueKind.Array => value.EnumerateArray(),
        _ => [],
    };

    private bool Holds(PathCondition condition, JsonElement current) => condition switch
    {
        EitherCondition either => Holds(either.Left, current) || Holds(either.Right, current),
        BothCondition both => Holds(both.Left, current) && Holds(both.Right, current),
        NotCondition not => !Holds(not.Inner, current),
        ExistsCondition exists => Run(exists.Query, current).Count > 0,
        CompareCondition compare => Compare(Value(compare.Left, current), compare.Sign, Value(compare.Right, current)),
        _ => false,
    };

    private List<JsonElement> Run(QueryOperand query, JsonElement current) => Follow([query.FromRoot ? _root : current], query.Segments);

    // Null means nothing, which is not JSON's null.
    private JsonElement? Value(PathOperand operand, JsonElement current) => operand switch
    {
        QueryOperand query => Run(query, current) is [var one] ? one : null,
        TextOperand text => JsonSerializer.SerializeToElement(text.Text),
        NumberOperand number => JsonSerializer.SerializeToElement(number.Number),
        FlagOperand flag => JsonSerializer.SerializeToElement(flag.Value),
        NullOperand => JsonSerializer.SerializeToElement<object?>(null),
        FunctionOperand { Function: PathFunction.Count } count => JsonSerializer.SerializeToElement(Run(count.Query, current).Count),
        FunctionOperand length => Run(length.Query, current) is [var one] ? Length(one) : null,
        _ => null,
    };

    private static JsonElement? Length(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.SerializeToElement(value.GetString()!.EnumerateRunes().Count()),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(value.GetArrayLength()),
        JsonValueKind.Object => JsonSerializer.SerializeToElement(value.EnumerateObject().Count()),
        _ => null,
    };

    private static bool Compare(JsonElement? left, string sign, JsonElement? right) => sign switch
    {
        "==" => Same(left, right),
        "!=" => !Same(left, right),
        "<" => Less(left, right),
        ">" => Less(right, left),
        "<=" => Less(left, right) || Same(left, right),
        _ => Less(right, left) || Same(left, right),
    };

    private static bool Same(JsonElement? left, JsonElement? right) =>
        left is { } l && right is { } r ? JsonElement.DeepEquals(l, r) : left is null && right is null;

    private static bool Less(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        ({ ValueKind: JsonValueKind.Number } l, { ValueKind: JsonValueKind.Number } r) => l.GetDouble() < r.GetDouble(),
        ({ ValueKind: JsonValueKind.String } l, { ValueKind: JsonValueKind.String } r) => string.CompareOrdinal(l.GetString(), r.GetString()) < 0,
        _ => false,
    };
}
