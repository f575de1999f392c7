using System.Globalization;
using Platform.Core.Foundation;
using Platform.Core.Runs;

namespace Platform.Web.Api;

/// <summary>The query of <c>GET /api/v1/runs</c>, and of the page that shows the same.</summary>
public sealed record RunFilters
{
    /// <summary><c>queued, running, waiting, succeeded, failed</c> or <c>cancelled</c>; or <c>paused</c>: what a person stopped for a while.</summary>
    public string? Status { get; init; }

    public string? Workflow { get; init; }

    public string? Thread { get; init; }

    /// <summary>An id, at least its first or last 8 digits; or part of a workflow's name, a thread, inputs or an error, for which runs are looked through newest first.</summary>
    public string? Search { get; init; }

    /// <summary><c>key=value</c>, or <c>key</c> for any value.</summary>
    public string? Label { get; init; }

    public Guid? Parent { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }

    public Guid? ForkedFrom { get; init; }

    public int? Version { get; init; }

    /// <summary>What started it: <c>manual, api, cli, run</c> for a child …</summary>
    public string? Trigger { get; init; }

    /// <summary><c>true</c>: only runs that no other run started.</summary>
    public bool? Roots { get; init; }

    /// <summary>Created within this time before now: <c>1h</c>, <c>7d</c>.</summary>
    public string? Since { get; init; }

    /// <summary>Created at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><c>newest</c> (default) or <c>oldest</c> first.</summary>
    public string? Sort { get; init; }

    /// <summary>As a status, paused is one to those who look: a run that is paused is queued or waits, and goes on only when somebody lets it.</summary>
    public const string Paused = "paused";

    public bool TryRead(out RunQuery query, out string wrong)
    {
        query = new RunQuery();
        wrong = "";
        RunStatus? status = null;
        if (!string.IsNullOrEmpty(Status) && Status != Paused)
        {
            if (!RunStatuses.TryParse(Status, out var known))
            {
                wrong = $"No status is named '{Status}'; statuses are {Names.Quoted(Enum.GetValues<RunStatus>().Select(s => s.Text()).Append(Paused))}.";
                return false;
            }

            status = known;
        }

        if (Given(After) is { } after && !RunId.TryParse(after, out _))
        {
            wrong = $"'{after}' is no cursor: 'after' is the 'next' of the page before.";
            return false;
        }

        var from = From;
        if (Given(Since) is { } since)
        {
            if (!Quantities.TryDuration(since, out var back))
            {
                wrong = $"'{since}' is no time: say 30m, 24h or 7d.";
                return false;
            }

            // To the minute, so that an address that is asked again says the same.
            var ago = DateTimeOffset.UtcNow - back;
            from = ago.AddTicks(-(ago.Ticks % TimeSpan.TicksPerMinute));
        }

        if (Given(Sort) is not (null or "newest" or "oldest"))
        {
            wrong = $"There is no order '{Sort}'; say newest or oldest.";
            return false;
        }

        query = new RunQuery
        {
            Version = Version,
            Trigger = Given(Trigger),
            Roots = Roots == true,
            From = from,
            To = To,
            OldestFirst = Given(Sort) == "oldest",
            Status = status,
            Paused = Status == Paused,
            Workflow = Given(Workflow),
            Thread = Given(Thread),
            Search = Given(Search),
            Label = Given(Label),
            Parent = Parent is { } parent ? new RunId(parent) : null,
            ForkedFrom = ForkedFrom is { } origin ? new RunId(origin) : null,
            After = Given(After),
            Limit = Limits.Page(Limit ?? 50),
        };
        return true;
    }

    /// <summary>The filters as the query of an address; what is not given is left out.</summary>
    public string ToQuery(string? after = null, string? extra = null)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["status"] = Given(Status),
            ["workflow"] = Given(Workflow),
            ["version"] = Version?.ToString(CultureInfo.InvariantCulture),
            ["thread"] = Given(Thread),
            ["label"] = Given(Label),
            ["trigger"] = Given(Trigger),
            ["roots"] = Roots == true ? "true" : null,
            ["parent"] = Parent?.ToString(),
            ["forkedFrom"] = ForkedFrom?.ToString(),
            ["since"] = Given(Since),
            ["from"] = From?.ToString("O", CultureInfo.InvariantCulture),
            ["to"] = To?.ToString("O", CultureInfo.InvariantCulture),
            ["search"] = Given(Search),
            ["sort"] = Given(Sort),
            ["after"] = after,
        };
        var query = string.Join('&', all.Where(f => f.Value is not null).Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value!)}").Append(extra).Where(f => f is not null));
        return query.Length == 0 ? "" : $"?{query}";
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
