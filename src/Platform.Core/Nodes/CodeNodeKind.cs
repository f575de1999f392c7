using System.Text.Json;
using Platform.Core.Config;
using Platform.Core.Events;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;
using Platform.Core.Sandbox;
using Platform.Core.Security;

namespace Platform.Core.Nodes;

/// <summary>Runs Python or JavaScript in a sandbox. The result is what its <c>main(inputs)</c> gives back, or what its variable <c>result</c> holds.</summary>
public sealed class CodeNodeKind(CodeSandbox sandbox, PartSettings parts, Redactor redactor, TimeProvider time) : INodeKind
{
    private const long LeastMemory = 32 * 1024 * 1024;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    private static readonly string[] Keys = ["language", "source", "file", "inputs", "timeout", "memory", "files", "keep"];

    public string Key => NodeWords.Code;

    public string Description => "Runs Python or JavaScript in a sandbox; the result is what main(inputs) gives back.";

    public IReadOnlyList<SettingWord> Settings =>
    [
        new("language", "python or javascript."),
        new("source", "The code itself, taken as it stands."),
        new("file", "A file beside the workflow that holds the code."),
        new("inputs", "What main gets: a map, expressions are evaluated."),
        new("timeout", "For one run of the code: 10s."),
        new("memory", "At most so much: 256MB."),
        new("files", "Files of the work folder that the code may read."),
        new("keep", "Files that the code writes and the work folder keeps."),
    ];

    public string Example => """
        double:
          code:
            language: python
            source: "def main(inputs): return inputs['n'] * 2"
            inputs: { n: 21 }
            timeout: 10s
        """;

    public IAction? Build(NodeSettings settings)
    {
        if (settings.Map() is not { } map) return null;
        settings.Allow(map, Keys);
        var language = Language(settings, map);
        var source = Source(settings, map);
        var timeout = settings.Duration(map, "timeout");
        if (timeout is { } given && (given <= TimeSpan.Zero || given > LongestTimeout)) settings.Found.Add(NodeFindings.BadCodeLimit("timeout", "a time up to 1d", map["timeout"]!));
        var memory = Memory(settings, map);
        var inputs = map["inputs"] is { } value ? settings.Template(value) : ValueTemplate.Constant(CelMap.Empty);
        if (map["inputs"] is { } written and not ConfigMap && !SettingsCheck.IsExpression(written)) settings.Found.Add(GraphFindings.NotAMap("inputs", written.At, written.Path));
        var (files, keep) = (Paths(settings, map["files"]), Paths(settings, map["keep"]));
        if (language is null || source is null) return null;
        var personal = PersonalData.Of(settings.Workflow.Redact);
        return new CodeAction(this, new CodeText(language.Value, source, timeout, memory), inputs, files, keep, personal);
    }

    private static CodeLanguage? Language(NodeSettings settings, ConfigMap map)
    {
        if (map["language"] is ConfigScalar word && CodeWords.Language(word.Text) is { } known) return known;
        settings.Found.Add(NodeFindings.CodeLanguage((map["language"] as ConfigScalar)?.Text, map["language"]?.At ?? settings.Action.KindAt, map["language"]?.Path ?? map.Path));
        return null;
    }

    // Taken as it stands: an expression in it would make text of a run into code.
    private static string? Source(NodeSettings settings, ConfigMap map)
    {
        var (source, file) = (map["source"], map["file"]);
        if ((source is null) == (file is null))
        {
            settings.Found.Add(NodeFindings.CodeSource(source is not null, file?.At ?? settings.Action.KindAt, map.Path));
            return null;
        }

        if (file is not null) return settings.Action.FileText;
        if (source is not ConfigScalar { Kind: not ScalarKind.Null } scalar || string.IsNullOrWhiteSpace(scalar.Text))
        {
            settings.Found.Add(NodeFindings.CodeSource(both: false, source!.At, source.Path));
            return null;
        }

        if (!ExpressionText.HasExpression(scalar.Text)) return scalar.Text;
        settings.Found.Add(NodeFindings.ExpressionInCode(scalar.At, scalar.Path));
        return null;
    }

    private static long? Memory(NodeSettings settings, ConfigMap map)
    {
        if (map["memory"] is not { } value) return null;
        if (value is ConfigScalar scalar && Quantities.TrySize(scalar.Text, out var bytes) && bytes >= LeastMemory) return bytes;
        settings.Found.Add(NodeFindings.BadCodeLimit("memory", "a size such as 256MB, at least 32MB", value));
        return null;
    }

    private static ValueTemplate? Paths(NodeSettings settings, ConfigValue? value)
    {
        if (value is null) return null;
        if (value is ConfigMap) settings.Found.Add(NodeFindings.CodePaths(value.At, value.Path));
        return settings.Template(value);
    }

    private sealed record CodeText(CodeLanguage Language, string Source, TimeSpan? Timeout, long? Memory);

    private sealed class CodeAction(CodeNodeKind kind, CodeText code, ValueTemplate inputs, ValueTemplate? files, ValueTemplate? keep, PersonalData? personal) : IAction
    {
        public CelValue Asks(TaskContext task) => Question(inputs.Evaluate(task.Scope));

        public async Task<TaskResult> RunAsync(TaskContext task, CancellationToken cancellationToken)
        {
            var given = inputs.Evaluate(task.Scope);
            if (given is not CelMap) throw new PlatformException(ErrorCode.Validation, "The inputs of the code are no map.", "Write inputs: { name: value }.");
            task.Ask(Question(given));
            var work = new CodeWork(code.Language, code.Source, Json.Of(given), kind.Folder(task))
            {
                Timeout = code.Timeout,
                Memory = code.Memory,
                Files = PathsOf(files, task),
                Keep = PathsOf(keep, task),
            };
            return new Finished(CelValue.FromJson(await kind.RunAsync(work, task, personal, cancellationToken)));
        }

        private CelMap Question(CelValue given) =>
            CelMap.Of([new("language", CelValue.Of(code.Language.Word())), new("source", CelValue.Of(code.Source)), new("inputs", given)]);

        private static List<string> PathsOf(ValueTemplate? template, TaskContext task) => template?.Evaluate(task.Scope) switch
        {
            null or CelNull => [],
            CelString { Value: var one } => [one],
            CelList list when list.All(i => i is CelString { Value.Length: > 0 }) => [.. list.Select(i => ((CelString)i).Value)],
            _ => throw new PlatformException(ErrorCode.Validation, "'files' and 'keep' of the code are lists of paths.", "Write keep: [out/report.csv]."),
        };
    }

    private WorkFolder Folder(TaskContext task) => parts.Files(task);

    private async Task<JsonElement> RunAsync(CodeWork work, TaskContext task, PersonalData? personal, CancellationToken cancellationToken)
    {
        var (call, language) = (task.Id.ToString(), work.Language.Word());
        Action<RunEvent> tell = personal is null ? task.Tell : new PersonalTelling(personal, task.Tell).Tell;
        tell(new ToolStarted(language, call, Shown(JsonSerializer.SerializeToElement(new { inputs = work.Inputs }))));
        var started = time.GetTimestamp();
        CodeOutcome outcome;
        try
        {
            outcome = await sandbox.RunAsync(work, cancellationToken);
        }
        catch (PlatformException refused)
        {
            tell(new ToolFinished(language, call, null, Fault(refused), Since(started)));
            throw;
        }

        tell(new ToolFinished(language, call, Told(outcome), outcome.Error is { } failed ? Fault(failed) : null, Since(started)));
        if (outcome.Error is { } error) throw new PlatformException(error.Code, redactor.Redact(error.Message), error.Resolution);
        return redactor.Redact(outcome.Result);
    }

    private EventFault Fault(PlatformException failed) => new(failed.Code.Text(), redactor.Redact(failed.Message), failed.Resolution);

    private JsonElement Told(CodeOutcome outcome) => JsonSerializer.SerializeToElement(new
    {
        result = Shown(outcome.Result),
        logs = redactor.Redact(outcome.Logs),
        logsCut = outcome.LogsCut,
        files = outcome.Files.Select(f => new { path = f.Path, bytes = f.Bytes }),
    });

    private JsonElement Shown(JsonElement value) => EventSizes.Bounded(redactor.Redact(value));

    private double Since(long started) => Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3);
}
