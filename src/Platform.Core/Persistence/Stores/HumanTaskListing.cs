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
        var after = HumanTaskId.TryParse(query.After, out var id) ? $" AND i.id {follows} {Bind(id.Value)}" : "";
        var filters = query.Workflow is { } name ? $" AND r.workflow = {Bind(name)}" : "";
        if (query.DueBefore is { } due) filters += $" AND i.due_at < {Bind(due)}";
        if (query.For is { Count: > 0 } names)
        {
            var list = string.Join(", ", names.Select(n => Bind(n)));
            filters += $" AND (i.claimed_by IN ({list}) OR i.assignee IN ({list}) OR i.answered_by IN ({list}))";
        }

        var which = query.Run is { } run
            ? $"i.run_id = {Bind(run)} AND COALESCE(i.organization_id, i.organization_id) = $1 AND (i.kind || '') = 'human' AND (i.status || '') ="
            : "i.organization_id = $1 AND i.kind = 'human' AND i.status =";
        var limit = Bind(take + 1);
        var each = (query.Done ? Done : Open).Select(status =>
            $"SELECT * FROM (SELECT {Columns} FROM interrupts i CROSS JOIN runs r WHERE {which} '{status}'{after}{filters} AND r.id = i.run_id ORDER BY i.id {order} LIMIT {limit}) {status}");
        var found = await s.AllAsync($"{string.Join(" UNION ALL ", each)} ORDER BY id {order} LIMIT {limit}", Read, values.ToArray());
        return new Page<HumanTaskView>([.. found.Take(take)], found.Count > take ? found[take - 1].Id.ToString() : null);
    }

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
