using System.Globalization;

namespace Platform.Core.Foundation;

public readonly record struct OrganizationId(Guid Value)
{
    /// <summary>The organisation that exists from the first start, for the single user of a machine.</summary>
    public static readonly OrganizationId Local = new(new Guid("00000000-0000-7000-8000-000000000001"));

    public override string ToString() => Value.ToString();
}

public readonly record struct UserId(Guid Value)
{
    /// <summary>The owner that exists from the first start.</summary>
    public static readonly UserId LocalOwner = new(new Guid("00000000-0000-7000-8000-000000000002"));

    public override string ToString() => Value.ToString();
}

public readonly record struct RunId(Guid Value)
{
    public static RunId New() => new(OrderedGuid.New(DateTimeOffset.UtcNow));

    public static bool TryParse(string? text, out RunId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new RunId(value);
        return ok;
    }

    public override string ToString() => Value.ToString();
}

/// <summary>A run that can go on now, and how urgent it is: higher goes first.</summary>
public readonly record struct DueRun(RunId Run, int Priority);

/// <summary>
/// One execution of one node, or of one item of its map: <c>run/step/node/index</c>. The same after a crash, so it serves as
/// <c>Idempotency-Key</c> for what the task does outside. One of several calls that a task makes: <c>run/step/node/index/call-3</c>.
/// </summary>
/// <param name="Step">The superstep in which the node became due.</param>
/// <param name="Index">Index of the map's item; -1 without a map.</param>
public readonly record struct TaskId(RunId Run, int Step, string Node, int Index = -1)
{
    private const string CallMark = "call-";

    /// <summary>Number of the call, from 1; 0 for the task itself.</summary>
    public int Call { get; init; }

    /// <summary>The task that makes the call.</summary>
    public TaskId Whole => Call == 0 ? this : this with { Call = 0 };

    public override string ToString()
    {
        var whole = Index < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Run}/{Step}/{Node}")
            : string.Create(CultureInfo.InvariantCulture, $"{Run}/{Step}/{Node}/{Index}");
        return Call == 0 ? whole : string.Create(CultureInfo.InvariantCulture, $"{whole}/{CallMark}{Call}");
    }

    public static bool TryParse(string? text, out TaskId id)
    {
        id = default;
        var parts = (text ?? "").Split('/');
        var call = 0;
        if (parts.Length > 3 && parts[^1].StartsWith(CallMark, StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1].AsSpan(CallMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out call) || call == 0) return false;
            parts = parts[..^1];
        }

        if (parts.Length is < 3 or > 4 || !RunId.TryParse(parts[0], out var run)) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return false;
        var index = -1;
        if (parts.Length == 4 && !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out index)) return false;
        id = new TaskId(run, step, parts[2], index) { Call = call };
        return true;
    }
}
