using System.Text.Json;
using Platform.Core.Changes;
using Platform.Core.Runs.HumanTasks;
using Platform.Core.Security;
using Platform.Core.Workflows;

namespace Platform.Web.Live.Sockets;

/// <summary>What waits for a person, the oldest thousand: <c>human_task.opened</c>, <c>.claimed</c>, <c>.released</c>, <c>.closed</c> (its status says how).</summary>
internal sealed class HumanTaskSource(HumanTaskService tasks, Caller caller) : ITopicSource
{
    private const int MostPages = 5;

    public Topics Topics { get; } = Topics.Of("tasks");

    public async Task<IReadOnlyDictionary<string, JsonElement>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var next = (string?)null;
        for (var pages = 0; pages == 0 || (next is not null && pages < MostPages); pages++)
        {
            var page = await tasks.ListAsync(caller, new HumanTaskQuery { Limit = 200, After = next }, cancellationToken);
            foreach (var task in page.Items) all[task.Id.ToString()] = TopicBoard.Shown(task);
            next = page.Next;
        }

        return all;
    }

    public async Task<JsonElement> GoneAsync(string id, CancellationToken cancellationToken) =>
        HumanTaskId.TryParse(id, out var task) && await tasks.FindAsync(caller, task, cancellationToken) is { } found
            ? TopicBoard.Shown(found)
            : TopicBoard.Shown(new { id });

    public string TypeOf(JsonElement? before, JsonElement? now) => (StatusOf(before), StatusOf(now)) switch
    {
        (_, null) => "human_task.closed",
        (null, _) => "human_task.opened",
        (_, "claimed") => "human_task.claimed",
        _ => "human_task.released",
    };

    private static string? StatusOf(JsonElement? task) => task?.GetProperty("status").GetString();
}

/// <summary>Workflows and their current versions: <c>workflow.saved</c>, <c>workflow.deleted</c>.</summary>
internal sealed class WorkflowSource(WorkflowService workflows, Caller caller) : ITopicSource
{
    public Topics Topics { get; } = Topics.Of("workflows");

    public async Task<IReadOnlyDictionary<string, JsonElement>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var query = new WorkflowQuery { Limit = 200 }; ;)
        {
            var page = await workflows.ListAsync(caller, query, cancellationToken);
            foreach (var flow in page.Items) all[flow.Name] = TopicBoard.Shown(new { flow.Name, flow.Description, flow.Version, flow.UpdatedAt });
            if (page.Next is null) return all;
            query = query with { After = page.Next };
        }
    }

    public Task<JsonElement> GoneAsync(string id, CancellationToken cancellationToken) => Task.FromResult(TopicBoard.Shown(new { name = id }));

    public string TypeOf(JsonElement? before, JsonElement? now) => now is null ? "workflow.deleted" : "workflow.saved";
}

/// <summary>The topics, each kept once for all who have the same rights.</summary>
internal sealed class TopicBoards(HumanTaskService tasks, WorkflowService workflows, ChangeFeed feed, TimeProvider time)
{
    public static readonly IReadOnlyList<string> Names = ["human-tasks", "workflows"];

    // Guards the boards; there are as many as topics and callers.
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Who, string Topic), TopicBoard> _boards = [];

    /// <summary>Null when there is no such topic.</summary>
    public TopicBoard? Find(Caller caller, string topic)
    {
        ITopicSource? source = topic switch
        {
            "human-tasks" => new HumanTaskSource(tasks, caller),
            "workflows" => new WorkflowSource(workflows, caller),
            _ => null,
        };
        if (source is null) return null;
        var key = ($"{caller.Organization.Value:N}/{caller.Name}", topic);
        lock (_gate) return _boards.TryGetValue(key, out var known) ? known : _boards[key] = new TopicBoard(source, feed, time);
    }
}
