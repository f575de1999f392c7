using System.Data.Common;
using System.Diagnostics;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Stores;

/// <summary>
/// Pages of the call log, newest first. One filter leads by its index; what is left is asked row by row for a bounded time, and the page then says how far
/// it looked. As <see cref="RunListing"/> does for runs.
/// </summary>
internal static class CallListing
{
    private const int MostRows = 200;
    private const int Chunk = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(30);

    private const string Columns = """
        id, at, run_id, sequence, workflow, step, node, item, agent, user_name, provider, model, attempt, retries, status, error_kind, source, input_tokens,
        output_tokens, cached_tokens, reasoning_tokens, cost_nanos, estimated, latency_ms, first_token_ms, stop_reason, error, substr(reply, 1, 200)
        """;

    private static readonly string[] Texts = ["prompt", "reply", "tool_calls", "error"];

    public static Page<ModelCallView> Page(SqlSession s, OrganizationId organization, ModelCallQuery query, bool likeNeedsIgnoreCase)
    {
        var asked = Question.Of(organization, query, likeNeedsIgnoreCase ? "ILIKE" : "LIKE");
        var take = Math.Clamp(query.Limit, 1, MostRows);
        var at = Guid.TryParse(query.After, out var after) ? after : (Guid?)null;
        if (asked.Rest.Length == 0) return Whole(Rows(s, asked, at, null, take + 1), take);
        var found = new List<ModelCallView>();
        var began = Stopwatch.GetTimestamp();
        for (var looked = 0L; ;)
        {
            var until = Boundary(s, asked, at);
            found.AddRange(Rows(s, asked, at, until, take + 1 - found.Count));
            if (found.Count > take || until is not { } last) return Whole(found, take);
            looked += Chunk;
            at = last;
            if (Stopwatch.GetElapsedTime(began) < Patience) continue;
            return new Page<ModelCallView>(found, last.ToString()) { Searched = new Searched(looked, IdRange.TimeOf(new RunId(last))) };
        }
    }

    public static ModelCallDetail? Find(SqlSession s, OrganizationId organization, Guid id) => s.One(
        $"SELECT {Columns}, tool_calls, reply, prompt, prompt_cut, reply_cut, cache_write_tokens, operation FROM model_calls WHERE id = $1 AND organization_id = $2", Detail, id, organization);

    private static Page<ModelCallView> Whole(List<ModelCallView> rows, int take) => new([.. rows.Take(take)], rows.Count > take ? rows[take - 1].Id.ToString() : null);

    private static Guid? Boundary(SqlSession s, Question asked, Guid? after)
    {
        var values = asked.Values.Take(asked.Led).ToList();
        var bound = Bound("<", after, values);
        return s.One($"SELECT id FROM model_calls WHERE {asked.Lead}{bound} ORDER BY id DESC LIMIT 1 OFFSET {Chunk - 1}", r => (Guid?)r.Guid(0), values.ToArray());
    }

    private static List<ModelCallView> Rows(SqlSession s, Question asked, Guid? after, Guid? until, int take)
    {
        var values = asked.Values.ToList();
        var range = Bound("<", after, values) + Bound(">=", until, values);
        values.Add(take);
        return s.All($"SELECT {Columns} FROM model_calls WHERE {asked.Lead}{range}{asked.Rest} ORDER BY id DESC LIMIT ${values.Count}", r => Read(r), values.ToArray());
    }

    private static string Bound(string comparison, Guid? id, List<object?> values)
    {
        if (id is null) return "";
        values.Add(id);
        return $" AND id {comparison} ${values.Count}";
    }

    private static ModelCallView Read(DbDataReader r) => new()
    {
        Id = r.Guid(0),
        At = r.Time(1),
        Run = r.Run(2),
        Sequence = r.GetInt64(3),
        Workflow = r.GetString(4),
        Step = r.GetInt32(5),
        Node = r.GetString(6),
        Item = r.IsDBNull(7) ? null : r.GetInt32(7),
        Agent = r.GetString(8),
        User = r.GetString(9),
        Provider = r.GetString(10),
        Model = r.GetString(11),
        Attempt = r.GetInt32(12),
        Retries = r.GetInt32(13),
        Status = Enum.Parse<CallStatus>(r.GetString(14), ignoreCase: true),
        ErrorKind = r.TextOrNull(15),
        Source = r.GetString(16),
        InputTokens = r.GetInt64(17),
        OutputTokens = r.GetInt64(18),
        CachedTokens = r.GetInt64(19),
        ReasoningTokens = r.GetInt64(20),
        Cost = r.IsDBNull(21) ? null : r.GetInt64(21) / CommitWriting.NanosPerDollar,
        Estimated = r.Flag(22),
        LatencyMs = r.GetInt64(23),
        FirstTokenMs = r.IsDBNull(24) ? null : r.GetInt64(24),
        StopReason = r.TextOrNull(25),
        Error = r.TextOrNull(26),
        Said = r.GetString(27),
    };

    private static ModelCallDetail Detail(DbDataReader r)
    {
        var head = Read(r);
        return new ModelCallDetail
        {
            Id = head.Id,
            At = head.At,
            Run = head.Run,
            Sequence = head.Sequence,
            Workflow = head.Workflow,
            Step = head.Step,
            Node = head.Node,
            Item = head.Item,
            Agent = head.Agent,
            User = head.User,
            Provider = head.Provider,
            Model = head.Model,
            Attempt = head.Attempt,
            Retries = head.Retries,
            Status = head.Status,
            ErrorKind = head.ErrorKind,
            Error = head.Error,
            Source = head.Source,
            InputTokens = head.InputTokens,
            OutputTokens = head.OutputTokens,
            CachedTokens = head.CachedTokens,
            ReasoningTokens = head.ReasoningTokens,
            Cost = head.Cost,
            Estimated = head.Estimated,
            LatencyMs = head.LatencyMs,
            FirstTokenMs = head.FirstTokenMs,
            StopReason = head.StopReason,
            Said = head.Said,
            ToolCalls = r.TextOrNull(28) is { } tools ? StoredJson.Element(tools) : null,
            Reply = r.GetString(29),
            Prompt = r.GetString(30) is { Length: > 0 } prompt ? StoredJson.Element(prompt) : null,
            PromptCut = r.GetInt32(31),
            ReplyCut = r.GetInt32(32),
            CacheWriteTokens = r.GetInt64(33),
            Operation = r.GetString(34),
        };
    }

    /// <summary>What an index answers, and what each row it gives is asked besides. Pure.</summary>
    /// <param name="Led">So many of the values belong to <paramref name="Lead"/>.</param>
    private sealed record Question(string Lead, string Rest, IReadOnlyList<object?> Values, int Led)
    {
        public static Question Of(OrganizationId organization, ModelCallQuery query, string like)
        {
            var values = new List<object?> { organization };
            string Bind(object? value)
            {
                values.Add(value);
                return $"${values.Count}";
            }

            var status = query.Status is { } asked ? asked.ToString().ToLowerInvariant() : null;
            var (workflow, model) = (query.Workflow, query.Model);
            var lead = "organization_id = $1";
            if (query.Run is { } run) lead = $"COALESCE(organization_id, organization_id) = $1 AND run_id = {Bind(run)}";
            else if (query.Status is CallStatus.Failed or CallStatus.Retried) (lead, status) = ($"{lead} AND status <> 'ok' AND status = {Bind(status)}", null);
            else if (model is not null) (lead, model) = ($"{lead} AND model = {Bind(model)}", null);
            else if (workflow is not null) (lead, workflow) = ($"{lead} AND workflow = {Bind(workflow)}", null);
            if (query.From is { } from) lead += $" AND id >= {Bind(IdRange.From(from))}";
            if (query.To is { } to) lead += $" AND id < {Bind(IdRange.From(to))}";
            var led = values.Count;
            var rest = "";
            foreach (var (column, value) in new[] { ("status", status), ("workflow", workflow), ("model", model), ("provider", query.Provider), ("node", query.Node), ("agent", query.Agent), ("user_name", query.User) })
                if (value is not null) rest += $" AND ({column} || '') = {Bind(value)}"; // written so that no other index tempts the database
            if (query.Text is { } text)
            {
                var any = Bind($"%{Escaped(text)}%");
                rest += $" AND ({string.Join(" OR ", Texts.Select(c => $"{c} {like} {any} ESCAPE '\\'"))})";
            }

            return new Question(lead, rest, values, led);
        }

        private static string Escaped(string part) =>
            part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
    }
}
