using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Platform.Core.Schemas.Reading;

namespace Platform.Core.Schemas;

/// <summary>One validation of one value: where it is, what it has found, and how much work it may still do.</summary>
/// <remarks>Every limit ends the evaluation as a whole with one violation of the keyword <c>limit</c>, so that no <c>not</c> turns giving up into a pass.</remarks>
internal sealed class Evaluation
{
    public const int MaxInstanceDepth = 512;
    private const int MaxFrames = 4096;
    private const int MaxHops = 1000;

    private readonly JsonElement _value;
    private readonly int _maxViolations;
    private readonly List<PathToken> _path = [];
    private readonly List<SchemaResource> _scope = [];
    private List<SchemaViolation> _violations = [];
    private long _steps;
    private int _frames;
    private int _hops;
    private int _quiet;
    private bool _explaining;

    public Evaluation(JsonElement value, int maxViolations)
    {
        _value = value;
        _maxViolations = maxViolations;
        _steps = Math.Min(1_000_000 + (20L * JsonMarshal.GetRawUtf8Value(value).Length), 20_000_000);
    }

    /// <summary>Whether someone reads the messages, so that building one is worth it.</summary>
    public bool Reports => _quiet == 0 && !IsFull;

    /// <summary>A limit was reached: nothing that follows says anything about the value.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Outermost first.</summary>
    public IReadOnlyList<SchemaResource> Scope => _scope;

    private bool IsFull => _violations.Count >= _maxViolations;

    public IReadOnlyList<SchemaViolation> Run(SchemaNode node)
    {
        Check(node, _value, null);
        return _violations;
    }

    /// <summary>Evaluates a subschema at the value where the evaluation stands.</summary>
    public bool Check(SchemaNode node, JsonElement value, Evaluated? outer)
    {
        if (GaveUp) return false;
        if (node.Always is { } always) return always || (Reports && Fail(node, "false", "is not allowed here"));
        if (!Enter(node)) return false;
        var entersResource = _scope.Count == 0 || _scope[^1] != node.Resource;
        if (entersResource) _scope.Add(node.Resource);
        var seen = outer is not null || node.HasUnevaluated ? new Evaluated() : null;
        var ok = true;
        foreach (var keyword in node.Keywords)
        {
            // What failed has no annotations; to complain of unevaluated parts as well would only be noise.
            if (!ok && keyword.NeedsEvaluated) break;
            if (keyword.Check(this, value, seen)) continue;
            ok = false;
            if (!Reports || GaveUp) break;
        }

        if (ok && seen is not null) outer?.Add(seen);
        if (entersResource) _scope.RemoveAt(_scope.Count - 1);
        _frames--;
        _hops--;
        return ok && !GaveUp;
    }

    /// <summary>Evaluates a subschema whose failure is no violation by itself.</summary>
    public bool CheckQuietly(SchemaNode node, JsonElement value, Evaluated? outer)
    {
        _quiet++;
        var ok = Check(node, value, outer);
        _quiet--;
        return ok;
    }

    public bool CheckProperty(SchemaNode node, string name, JsonElement value) => Down(new PathToken(name, -1), node, value);

    public bool CheckItem(SchemaNode node, int index, JsonElement value) => Down(new PathToken(null, index), node, value);

    public bool CheckItemQuietly(SchemaNode node, int index, JsonElement value)
    {
        _quiet++;
        var ok = CheckItem(node, index, value);
        _quiet--;
        return ok;
    }

    /// <summary>The first violation of the branch that came nearest; null when nobody reads it. Not nested, so that it at most doubles the work.</summary>
    public SchemaViolation? Explain(IReadOnlyList<SchemaNode> branches, JsonElement value, out int nearest)
    {
        nearest = -1;
        if (_explaining || !Reports) return null;
        _explaining = true;
        var kept = _violations;
        List<SchemaViolation>? best = null;
        for (var i = 0; i < branches.Count && !GaveUp; i++)
        {
            _violations = [];
            Check(branches[i], value, null);
            if (_violations.Count == 0 || (best is not null && !IsNearer(_violations, best))) continue;
            best = _violations;
            nearest = i;
        }

        var limit = GaveUp ? _violations[^1] : null;
        _violations = kept;
        if (limit is not null) _violations.Add(limit);
        _explaining = false;
        return limit is null ? best?[0] : null;
    }

    /// <summary>Notes a violation at the place where the evaluation stands. Always false, to be returned.</summary>
    public bool Fail(SchemaNode node, string keyword, string message) => Fail(node, keyword, message, null);

    /// <param name="property">A property of the value where the evaluation stands: the violation is its.</param>
    public bool Fail(SchemaNode node, string keyword, string message, string? property)
    {
        if (!Reports) return false;
        var at = property is null ? Pointer() : $"{Pointer()}/{JsonPointer.Escape(property)}";
        var schema = keyword == "false" ? node.Place.Shown : $"{node.Place.Shown}/{JsonPointer.Escape(keyword)}";
        _violations.Add(new SchemaViolation(at, keyword, schema, message));
        return false;
    }

    /// <summary>Takes some of the work that this validation may do; false and done when there is none left.</summary>
    public bool Spend(SchemaNode node, long steps)
    {
        _steps -= steps;
        return _steps >= 0 || GiveUp(node, "takes too much work to check against its schema; make the value or the schema simpler");
    }

    /// <summary>Ends the evaluation. Always false, to be returned.</summary>
    public bool GiveUp(SchemaNode node, string message)
    {
        if (GaveUp) return false;
        GaveUp = true;
        _violations.Add(new SchemaViolation(Pointer(), "limit", node.Place.Shown, message));
        return false;
    }

    // Deeper is nearer: who got to a wrong property of a right object meant that branch. Then: fewer complaints.
    private static bool IsNearer(List<SchemaViolation> a, List<SchemaViolation> b)
    {
        var depth = a[0].InstancePointer.Count(c => c == '/').CompareTo(b[0].InstancePointer.Count(c => c == '/'));
        return depth != 0 ? depth > 0 : a.Count < b.Count;
    }

    private bool Down(PathToken token, SchemaNode node, JsonElement value)
    {
        if (node.Always is true) return true;
        _path.Add(token);
        var hops = _hops;
        _hops = 0;
        var ok = _path.Count > MaxInstanceDepth
            ? GiveUp(node, $"is nested more than {MaxInstanceDepth} deep")
            : Check(node, value, null);
        _hops = hops;
        _path.RemoveAt(_path.Count - 1);
        return ok;
    }

    private bool Enter(SchemaNode node)
    {
        if (!Spend(node, 1)) return false;
        if (_hops >= MaxHops) return GiveUp(node, "cannot be checked, for references of its schema go round in a circle");
        if (_frames >= MaxFrames || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return GiveUp(node, "is nested too deep for its schema");
        _frames++;
        _hops++;
        return true;
    }

    private string Pointer()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _path)
        {
            text.Append('/').Append(name is null ? index.ToString(CultureInfo.InvariantCulture) : JsonPointer.Escape(name));
        }

        return text.ToString();
    }

    private readonly record struct PathToken(string? Name, int Index);
}
