using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Schemas;
using Platform.Core.State;

namespace Platform.Core.Nodes;

/// <summary>Stops until a person fills a form. The result is what was filled in.</summary>
public sealed class HumanNodeKind : INodeKind
{
    private static readonly string[] Keys = ["title", "description", "form", "values", "assign", "timeout", "on_timeout"];

    public string Key => "human";

    public string Description => "Stops the run until a person fills a form; the result is what was filled in.";

    public IReadOnlyList<SettingWord> Settings =>
    [
        new("title", "What the person is asked, in a line. Needed."),
        new("description", "What they should know; expressions are evaluated."),
        new("form", "JSON Schema of the answer; its fields become the form."),
        new("values", "What the form is filled with at first."),
        new("assign", "Who is asked: a name, or role:reviewer."),
        new("timeout", "How long they may take: 2d."),
        new("on_timeout", "The node to go on with when nobody answered in time."),
    ];

    public string Example => """
        approve:
          human: { title: "Approve the offer?", form: { type: object, required: [approved], properties: { approved: { type: boolean } } }, timeout: 2d, on_timeout: end }
        """;

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Map() is not { } map) return null;
        settings.Allow(map, Keys);
        if (map["title"] is null) settings.Found.Add(NodeFindings.HumanWithoutTitle(map.At, map.Path));
        var timeout = settings.Duration(map, "timeout");
        var form = Form(settings, map);
        var goTo = OnTimeout(settings, map);
        var question = ValueTemplate.Map(
        [
            .. new[] { "title", "description", "assign", "values" }
                .Where(k => map[k] is not null)
                .Select(k => new KeyValuePair<string, ValueTemplate>(k, settings.Template(map[k]!))),
            new("form", ValueTemplate.Constant(CelValue.FromJson(form))),
        ]);
        return new HumanAction(question, timeout, goTo);
    }

    // The form travels with the question, so the types it refers to travel inside it.
    private static JsonElement Form(NodeSettings settings, ConfigMap map)
    {
        var form = map["form"]?.ToJson() ?? JsonSerializer.SerializeToElement(new { type = "object" });
        if (form.ValueKind != JsonValueKind.Object || settings.Workflow.Types.Count == 0 || !form.GetRawText().Contains("#/types/", StringComparison.Ordinal)) return form;
        var members = form.EnumerateObject().Where(m => m.Name != "types").ToDictionary(m => m.Name, m => m.Value);
        members["types"] = JsonSerializer.SerializeToElement(settings.Workflow.Types.ToDictionary(t => t.Name, t => t.Value.ToJson()));
        var whole = JsonSerializer.SerializeToElement(members);
        foreach (var problem in JsonSchema.Compile(whole, new SchemaOptions()).Problems.Take(1))
            settings.Found.Add(NodeFindings.BadForm(problem.Message, map["form"]!.At, map["form"]!.Path));
        return whole;
    }

    private static string? OnTimeout(NodeSettings settings, ConfigMap map)
    {
        if (map["on_timeout"] is not { } value) return null;
        var known = settings.Workflow.Nodes.Select(n => n.Name).Append("end").ToList();
        if (value is ConfigScalar scalar && known.Contains(scalar.Text, StringComparer.Ordinal)) return scalar.Text;
        settings.Found.Add(GraphFindings.UnknownNode((value as ConfigScalar)?.Text ?? "", known, value.At, value.Path));
        return null;
    }

    private sealed class HumanAction(ValueTemplate question, TimeSpan? timeout, string? onTimeout) : IAction
    {
        public ActionReach Reach => ActionReach.Waits;

        public Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken) => Task.FromResult(task.Answer switch
        {
            null => Ask(task),
            { Kind: AnswerKind.TimedOut } => onTimeout is not null
                ? new Finished(CelValue.Null, onTimeout) { SavesNothing = true }
                : throw new PlatformException(ErrorCode.Timeout, "Nobody answered in time.", "Raise human.timeout, or say with on_timeout where to go on."),
            var answer => new Finished(answer.Value),
        });

        private TaskResult Ask(TaskContext task) => new Interrupted(new Interrupt
        {
            Kind = InterruptKind.Human,
            DueAt = timeout is { } most ? task.Now + most : null,
            Data = (CelMap)question.Evaluate(task.Scope),
        });
    }
}
