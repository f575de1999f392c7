using System.Data.Common;
using Platform.Core.Foundation;
using Platform.Core.Runs.HumanTasks;

namespace Platform.Core.Persistence.Stores;

/// <summary>Human tasks: what is open oldest first, what is done newest first. Each status is a range of one index, in the order of the list.</summary>
internal static class HumanTaskListing
{
    private const int MostRows = 200;
    private static readonly string[] Open = ["open", "claimed"];
    private static readonly string[] Done = ["answered", "timed_out", "cancelled"];
    private static readonly string[] OfOpen = ["i.claimed_by", "i.assignee"];
    private static readonly string[] OfDone = ["i.claimed_by", "i.assignee", "i.answered_by"];

    private const string Columns = """
        i.id, i.run_id, i.task, i.node, i.asked, i.due_at, i.assignee, i.status, i.claimed_by, i.answer, i.answered_by, i.created_at, i.answered_at, r.workflow
        """;

    public static async ValueTask<Page<HumanTaskView>> PageAsync(SqlSession s, OrganizationId organization, HumanTaskQuery query)
    {
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var values = new List<object?> { organization };
        string Bind(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }

        var (order, follows) = query.Done ? ("DESC", "<") : ("ASC", ">");
        var rest = HumanTaskId.TryParse(query.After, out var id) ? $" AND i.id {follows} {Bind(id.Value)}" : "";
        if (query.DueBefore is { } due) rest += $" AND i.due_at < {Bind(due)}";
        var workflow = query.Workflow is { } name ? Bind(name) : null;
        var names = (query.For ?? []).Select(n => Bind(n)).ToList();
        if (workflow is not null && (query.Run is not null || names.Count > 0)) rest += $" AND r.workflow = {workflow}";
        if (query.Run is not null && names.Count > 0) rest += $" AND ({string.Join(" OR ", Own(query.Done, names))})";

        // Each way is a range of one index, and written so that no other fits as well.
        IEnumerable<string> ways = query.Run is { } run ? [$"i.run_id = {Bind(run)} AND COALESCE(i.organization_id, i.organization_id) = $1 AND (i.kind || '') = 'human' AND (i.status || '') ="]
            : names.Count > 0 ? Own(query.Done, names).Select(own => $"i.organization_id = $1 AND i.workflow IS NOT NULL AND (i.kind || '') = 'human' AND {own} AND i.status =")
            : workflow is not null ? [$"i.organization_id = $1 AND i.workflow = {workflow} AND (i.kind || '') = 'human' AND i.status ="]
            : ["i.organization_id = $1 AND i.kind = 'human' AND i.status ="];
        var limit = Bind(take + 1);
        var each = ways.SelectMany(way => (query.Done ? Done : Open).Select(status => $"{way} '{status}'")).Select((way, n) =>
            $"SELECT * FROM (SELECT {Columns} FROM interrupts i CROSS JOIN runs r WHERE {way}{rest} AND r.id = i.run_id ORDER BY i.id {order} LIMIT {limit}) w{n}");
        var found = await s.AllAsync($"{string.Join(names.Count > 0 ? " UNION " : " UNION ALL ", each)} ORDER BY id {order} LIMIT {limit}", Read, values.ToArray());
        return new Page<HumanTaskView>([.. found.Take(take)], found.Count > take ? found[take - 1].Id.ToString() : null);
    }

    // Meant for one of them, or done by one of them.
    private static IEnumerable<string> Own(bool done, List<string> names) =>
        (done ? OfDone : OfOpen).SelectMany(column => names.Select(name => $"{column} = {name}"));

    public static ValueTask<HumanTaskView?> FindAsync(SqlSession s, OrganizationId organization, HumanTaskId id) => s.OneAsync(
        $"SELECT {Columns} FROM interrupts i JOIN runs r ON r.id = i.run_id WHERE i.id = $1 AND i.organization_id = $2 AND i.kind = 'human'", Read, id.Value, organization);

    private static HumanTaskView Read(DbDataReader r) => HumanTaskReading.View(
        new InterruptRow
        {
            Id = r.Guid(0),
            RunId = r.Run(1),
            Task = r.GetString(2),
            Node = r.GetString(3),
            Asked = r.GetString(4),
            DueAt = r.TimeOrNull(5),
            Assignee = r.TextOrNull(6),
            Status = r.GetString(7),
            ClaimedBy = r.TextOrNull(8),
            Answer = r.TextOrNull(9),
            AnsweredBy = r.TextOrNull(10),
            CreatedAt = r.Time(11),
            AnsweredAt = r.TimeOrNull(12),
        },
        r.GetString(13));
}
