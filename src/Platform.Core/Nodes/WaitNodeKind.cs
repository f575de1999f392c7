using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.State;

namespace Platform.Core.Nodes;

/// <summary>Stops for a while, until a time, or until an event comes.</summary>
public sealed class WaitNodeKind : INodeKind
{
    private static readonly string[] Keys = ["for", "until", "event", "match", "timeout"];

    public string Key => "wait";

    public string Description => "Stops for a while, until a time, or until an event comes. Costs nothing meanwhile and survives restarts.";

    public IReadOnlyList<SettingWord> Settings =>
    [
        new("for", "A duration: 2h."),
        new("until", "A moment: ${{ inputs.at }}."),
        new("event", "The name of the event to wait for."),
        new("match", "Which event is meant: ${{ event.id == state.id }}."),
        new("timeout", "How long to wait for the event: 1d."),
    ];

    public string Example => "pause: { wait: { for: 2h } }";

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Map() is not { } map) return null;
        settings.Allow(map, Keys);
        var chosen = Keys[..3].Where(k => map[k] is not null).ToList();
        if (chosen.Count != 1)
        {
            settings.Found.Add(NodeFindings.WaitsForOne(chosen, map.At, map.Path));
            return null;
        }

        return chosen[0] switch
        {
            "for" => For(settings, map),
            "until" => new UntilAction(settings.Template(map["until"]!)),
            _ => Event(settings, map),
        };
    }

    private static ForAction? For(NodeSettings settings, ConfigMap map)
    {
        // A duration may be computed: `for: ${{ inputs.pause }}`.
        if (map["for"] is ConfigScalar scalar && ExpressionText.HasExpression(scalar.Text)) return new ForAction(settings.Template(scalar));
        return settings.Duration(map, "for") is { } duration ? new ForAction(ValueTemplate.Constant(CelValue.Of(duration))) : null;
    }

    private static EventAction? Event(NodeSettings settings, ConfigMap map)
    {
        if (map["event"] is not ConfigScalar { Kind: ScalarKind.Text, Text.Length: > 0 } name)
        {
            settings.Found.Add(NodeFindings.NotAnEventName(map["event"]!.At, map["event"]!.Path));
            return null;
        }

        var match = map["match"] is { } condition ? settings.Condition(condition, NameScope.Node | NameScope.Event) : null;
        return new EventAction(name.Text, match, settings.Duration(map, "timeout"));
    }

    private sealed class ForAction(ValueTemplate duration) : IAction
    {
        public ActionReach Reach => ActionReach.Waits;

        // No timer is held: the run sleeps in the database, costs nothing meanwhile and wakes after a restart too.
        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            if (task.Answer is not null) return Task.FromResult<TaskResult>(new Finished(CelValue.Null));
            return Task.FromResult<TaskResult>(new Interrupted(Interrupt.Until(task.Now + Times.Duration(duration.Evaluate(task.Scope)))));
        }
    }

    private sealed class UntilAction(ValueTemplate until) : IAction
    {
        public ActionReach Reach => ActionReach.Waits;

        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            if (task.Answer is not null) return Task.FromResult<TaskResult>(new Finished(CelValue.Null));
            var at = Times.Moment(until.Evaluate(task.Scope));
            return Task.FromResult<TaskResult>(at <= task.Now ? new Finished(CelValue.Null) : new Interrupted(Interrupt.Until(at)));
        }
    }

    private sealed class EventAction(string name, CelExpression? match, TimeSpan? timeout) : IAction
    {
        public ActionReach Reach => ActionReach.Waits;

        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            if (task.Answer is { Kind: AnswerKind.TimedOut })
                throw new PlatformException(ErrorCode.Timeout, $"The event '{name}' did not come in time.", "Raise wait.timeout, or handle it with on_error.");
            if (task.Answer is { } answer) return Task.FromResult<TaskResult>(new Finished(answer.Value)); // it fitted when it was delivered
            return Task.FromResult<TaskResult>(new Interrupted(new Interrupt
            {
                Kind = InterruptKind.Event,
                DueAt = timeout is { } most ? task.Now + most : null,
                Data = match is null ? CelMap.Of([new("name", CelValue.Of(name))]) : Matching(match, task.Scope),
            }));
        }

        // What the condition reads goes with the wait, so that whoever delivers an event can tell whether it fits and needs no run for it.
        private CelMap Matching(CelExpression condition, ICelScope scope)
        {
            var reads = new Dictionary<string, CelValue>(StringComparer.Ordinal);
            foreach (var root in condition.References.Where(r => r.Path[0] != "event").GroupBy(r => r.Path[0], StringComparer.Ordinal))
            {
                if (!scope.TryGet(root.Key, out var whole)) continue;
                var fields = root.Select(r => r.Path.Count > 1 ? r.Path[1] : null).Distinct(StringComparer.Ordinal).ToList();
                reads[root.Key] = whole is CelMap map && !fields.Contains(null)
                    ? CelMap.Of(fields.Where(f => map.TryGet(f!, out _)).Select(f => new KeyValuePair<string, CelValue>(f!, map.TryGet(f!, out var value) ? value : CelValue.Null)))
                    : whole;
            }

            return CelMap.Of([new("name", CelValue.Of(name)), new("match", CelValue.Of(condition.Text.Trim())), new("reads", CelMap.Of(reads))]);
        }
    }
}
