using Platform.Core.Runs;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// A question for runs, split in two: what an index answers in the order of the list, and what each row it gives must be asked. Pure.
/// </summary>
/// <remarks>Text that is like a pattern escapes with <c>\</c>; ASCII letters match in either case: SQLite's LIKE does so, PostgreSQL has ILIKE.</remarks>
internal sealed class RunListQuery
{
    private readonly List<object?> _values = [];
    private readonly List<string> _rest = [];
    private readonly string _like;
    private int _led;
    private string _join = "";

    private RunListQuery(OrganizationId organization, bool likeNeedsIgnoreCase)
    {
        _like = likeNeedsIgnoreCase ? "ILIKE" : "LIKE";
        Organization = Bind(organization);
    }

    private string Organization { get; }

    /// <summary>The table whose index gives the order.</summary>
    public string Table { get; private set; } = "runs r";

    /// <summary>The same, and the runs <c>r</c>.</summary>
    public string From { get; private set; } = "runs r";

    /// <summary>The column with the run's id.</summary>
    public string Key { get; private set; } = "r.id";

    /// <summary>What the index of <see cref="Table"/> answers.</summary>
    public string Where { get; private set; } = "";

    /// <summary>What every row of <see cref="From"/> is asked besides.</summary>
    public string Rest => string.Concat(_rest.Select(r => $" AND {r}")) + _join;

    /// <summary>Oldest first, and so what follows a cursor is greater.</summary>
    public bool OldestFirst { get; private init; }

    public bool IsAnsweredByIndex => _rest.Count == 0;

    /// <summary>For <c>$1, $2</c> … of <see cref="Where"/>, and with <see cref="Rest"/> for both. PostgreSQL wants each to be used.</summary>
    public IEnumerable<object?> Values(bool withRest) => withRest ? _values : _values.Take(_led);

    public static RunListQuery Of(OrganizationId organization, RunQuery query, bool likeNeedsIgnoreCase)
    {
        var made = new RunListQuery(organization, likeNeedsIgnoreCase) { OldestFirst = query.OldestFirst };
        made.Drive(query);
        if (!string.IsNullOrWhiteSpace(query.Search)) made.Hold(query.Search.Trim());
        return made;
    }

    // The index with the fewest runs of its kind leads. What it does not answer is asked of each row, written so that no other index tempts the database.
    private void Drive(RunQuery query)
    {
        var (workflow, status, thread, label) = (query.Workflow, query.Status?.Text(), query.Thread, string.IsNullOrWhiteSpace(query.Label) ? null : query.Label.Trim());
        var origin = query.ForkedFrom;
        if (query.Paused) Where = $"r.paused_by IS NOT NULL AND r.ended_at IS NULL AND r.organization_id = {Organization}";
        else if (query.Parent is { } parent) LeadBy("r.parent_run", parent);
        else if (origin is { } forked) origin = LeadBy("r.forked_from", forked);
        else if (thread is not null) thread = Lead("r.thread = ", thread);
        else if (label is not null) label = LeadByLabel(label);
        else if (workflow is not null && query.Status is RunStatus.Failed or RunStatus.Cancelled) (workflow, status) = (LeadByBoth("'failed', 'cancelled'", workflow, status!), null);
        else if (workflow is not null && query.Status is RunStatus.Queued or RunStatus.Waiting) (workflow, status) = (LeadByBoth("'queued', 'waiting'", workflow, status!), null);
        else if (status is not null && query.Status != RunStatus.Succeeded) status = Lead("r.status = ", status);
        else if (workflow is not null) workflow = Lead("r.workflow = ", workflow);
        else if (status is not null) status = Lead("r.status = ", status);
        else Where = $"r.organization_id = {Organization}";
        if (query.From is { } from) Where += $" AND {Key} >= {Bind(IdRange.From(from))}"; // ids sort by the time at which they were made
        if (query.To is { } to) Where += $" AND {Key} < {Bind(IdRange.From(to))}";
        _led = _values.Count;

        if (query.Version is { } version) _rest.Add($"(r.version + 0) = {Bind(version)}");
        if (query.Trigger is { } trigger) Ask("r.trigger", trigger);
        if (query is { Paused: true, Parent: { } within }) _rest.Add($"COALESCE(r.parent_run, r.parent_run) = {Bind(within)}");
        if (query.Roots) _rest.Add("r.parent_run IS NULL");
        if (origin is { } forkedFrom) _rest.Add($"COALESCE(r.forked_from, r.forked_from) = {Bind(forkedFrom)}");
        if (thread is not null) Ask("r.thread", thread);
        if (label is not null)
            _rest.Add($"EXISTS (SELECT 1 FROM run_labels l WHERE l.organization_id = {Organization} AND l.label = {Bind(label)} AND l.run_id = r.id)");
        if (workflow is not null) Ask("r.workflow", workflow);
        if (status is not null) Ask("r.status", status);
    }

    // Null, for what was asked is answered.
    private string? Lead(string condition, object value)
    {
        Where = $"r.organization_id = {Organization} AND {condition}{Bind(value)}";
        return null;
    }

    // The index holds only these two, and is known by the same words.
    private string? LeadByBoth(string held, string workflow, string status)
    {
        Where = $"r.status IN ({held}) AND r.organization_id = {Organization} AND r.workflow = {Bind(workflow)} AND r.status = {Bind(status)}";
        return null;
    }

    private RunId? LeadBy(string column, RunId run)
    {
        Where = $"{column} = {Bind(run)} AND COALESCE(r.organization_id, r.organization_id) = {Organization}";
        return null;
    }

    private string? LeadByLabel(string label)
    {
        Table = "run_labels l";
        From = "run_labels l CROSS JOIN runs r"; // this order in both databases
        Key = "l.run_id";
        Where = $"l.organization_id = {Organization} AND l.label = {Bind(label)}";
        _join = " AND r.id = l.run_id";
        return null;
    }

    private void Ask(string column, string value) => _rest.Add($"({column} || '') = {Bind(value)}");

    private void Hold(string text)
    {
        var any = Bind($"%{Escaped(text)}%");
        _rest.Add($"({string.Join(" OR ", new[] { "r.workflow", "r.thread", "r.error", "r.inputs" }.Select(c => $"{c} {_like} {any} ESCAPE '\\'"))})");
    }

    private string Bind(object? value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    private static string Escaped(string part) =>
        part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
