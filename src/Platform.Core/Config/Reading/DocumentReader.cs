using Platform.Core.Foundation;

namespace Platform.Core.Config.Reading;

/// <summary>The top of a workflow file. As much of it as can be read becomes a config, so that later checks find their part in the same pass.</summary>
internal sealed class DocumentReader(Findings found, NodeWords words, IIncludeSource? includes)
{
    private static readonly string[] Keys =
    [
        "platform", "name", "description", "include", "types", "inputs", "state", "outputs", "models", "tools", "agents", "env", "start", "nodes", "limits", "concurrency", "retention", "budgets", "redact", "triggers", "expose",
        "experiments",
    ];

    private const int MostAtOnce = 100_000;
    private const int MostDays = 36_500;
    private const int MostRuns = 100_000_000;

    private readonly Shape _shape = new(found);

    public WorkflowConfig Read(ConfigMap root, string file)
    {
        _shape.Allow(root, "a workflow", Keys);
        CheckVersion(root, file);
        CheckExperiments(root["experiments"]);
        var parts = new PartsReader(_shape, includes);
        parts.Read(root, file);
        var name = ReadName(root, file);
        return new WorkflowConfig
        {
            File = file,
            Name = name.Text,
            NameAt = name.At,
            Description = _shape.Text(root["description"], "'description'")?.Text,
            Root = root,
            Types = parts.Types,
            Inputs = ReadNames(root, "inputs", "an input"),
            State = ReadNames(root, "state", "a channel"),
            Outputs = [.. _shape.Entries(root, "outputs").Select(e => new NamedValue(e.Key, e.KeyAt, e.Value))],
            Models = parts.Models,
            Tools = parts.Tools,
            Agents = parts.Agents,
            Start = ReadStart(root, file),
            Nodes = ReadNodes(root, file),
            Limits = ReadLimits(root),
            Concurrency = ReadConcurrency(root),
            Retention = ReadRetention(root),
            Budgets = MoneyReader.Budgets(root, _shape),
            Redact = MoneyReader.Redact(root, _shape),
            Expose = ReadExpose(root),
            Triggers = new TriggerReader(_shape).Read(root["triggers"]),
            Env = ReadEnv(root),
            Included = parts.Included,
        };
    }

    private void CheckVersion(ConfigMap root, string file)
    {
        if (root["platform"] is null) found.Add(ConfigFindings.MissingKey("platform", "A workflow", "platform: v1", SourceSpan.StartOf(file), ""));
        else _shape.Word(root["platform"], "'platform'", "v1");
    }

    private ConfigScalar ReadName(ConfigMap root, string file)
    {
        var none = new ConfigScalar("", ScalarKind.Text, SourceSpan.StartOf(file), "/name");
        if (root["name"] is not { } value)
        {
            found.Add(ConfigFindings.MissingKey("name", "A workflow", "name: my-workflow", SourceSpan.StartOf(file), ""));
            return none;
        }

        if (_shape.Text(value, "'name'") is not { } name) return none;
        if (!NamePatterns.IsWorkflowName(name.Text))
            found.Add(ConfigFindings.BadName("a workflow", name.Text, "it must be small letters, digits and '-', begin with a letter and have at most 63 characters", name.At, name.Path));
        return name;
    }

    private List<NamedValue> ReadNames(ConfigMap root, string key, string what)
    {
        var names = new List<NamedValue>();
        foreach (var entry in _shape.Entries(root, key))
        {
            NamePatterns.CheckIdentifier(what, entry.Key, entry.KeyAt, entry.Value.Path, found);
            var isSchema = entry.Value is ConfigMap or ConfigScalar { Kind: ScalarKind.Null or ScalarKind.Bool };
            if (!isSchema) _shape.Wrong(entry.Value, $"'{entry.Key}'", "a JSON Schema such as { type: string }");
            names.Add(new NamedValue(entry.Key, entry.KeyAt, isSchema ? entry.Value : new ConfigMap([], entry.Value.At, entry.Value.Path)));
        }

        return names;
    }

    private IReadOnlyList<ConfigScalar> ReadStart(ConfigMap root, string file)
    {
        if (root["start"] is not null and not ConfigScalar { Kind: ScalarKind.Null }) return _shape.Texts(root["start"], "'start'");
        var first = root["nodes"] is ConfigMap { Entries: [var node, ..] } ? node.Key : "NODE";
        found.Add(ConfigFindings.MissingKey("start", "A workflow", $"start: {first}", root.Entry("nodes")?.KeyAt ?? SourceSpan.StartOf(file), ""));
        return [];
    }

    private List<NodeConfig> ReadNodes(ConfigMap root, string file)
    {
        if (root["nodes"] is null or ConfigScalar { Kind: ScalarKind.Null } or ConfigMap { Entries.Count: 0 })
            found.Add(ConfigFindings.MissingKey("nodes", "A workflow", "nodes: { first: { set: { … } } }", root.Entry("nodes")?.KeyAt ?? SourceSpan.StartOf(file), ""));
        var reader = new NodeReader(_shape, words, includes);
        return [.. _shape.Entries(root, "nodes").Select(reader.Read)];
    }

    private LimitsConfig ReadLimits(ConfigMap root)
    {
        var usual = new LimitsConfig();
        if (_shape.Map(root["limits"] is ConfigScalar { Kind: ScalarKind.Null } ? null : root["limits"], "'limits'") is not { } map) return usual;
        _shape.Allow(map, "'limits'", ["steps", "time", "deadline", "cost", "tokens", "parallel"]);
        return new LimitsConfig
        {
            Steps = (int?)_shape.Count(map["steps"], "'steps'", 1, 1_000_000) ?? usual.Steps,
            Time = _shape.Duration(map["time"], "'time'") ?? usual.Time,
            Deadline = _shape.Duration(map["deadline"], "'deadline'"),
            Cost = _shape.Money(map["cost"], "'cost'"),
            Tokens = _shape.Count(map["tokens"], "'tokens'", 1, 1_000_000_000_000),
            Parallel = (int?)_shape.Count(map["parallel"], "'parallel'", 1, 1000) ?? usual.Parallel,
            CostAt = map["cost"]?.At,
        };
    }

    // A number alone is the limit.
    private ConcurrencyConfig? ReadConcurrency(ConfigMap root)
    {
        var value = root["concurrency"];
        if (value is null or ConfigScalar { Kind: ScalarKind.Null }) return null;
        if (value is ConfigScalar) return _shape.Count(value, "'concurrency'", 1, MostAtOnce) is { } bare ? new ConcurrencyConfig((int)bare, null, value.At) : null;
        if (_shape.Map(value, "'concurrency'") is not { } map) return null;
        _shape.Allow(map, "'concurrency'", ["limit", "group"]);
        if (map["limit"] is null) _shape.Found.Add(ConfigFindings.MissingKey("limit", "'concurrency'", "limit: 3", root.Entry("concurrency")!.KeyAt, map.Path));
        var group = _shape.Text(map["group"], "'group'");
        return _shape.Count(map["limit"], "'limit'", 1, MostAtOnce) is { } limit ? new ConcurrencyConfig((int)limit, group, map.At) : null;
    }

    private RetentionConfig? ReadRetention(ConfigMap root)
    {
        if (_shape.Map(root["retention"] is ConfigScalar { Kind: ScalarKind.Null } ? null : root["retention"], "'retention'") is not { } map) return null;
        _shape.Allow(map, "'retention'", ["days", "runs"]);
        return new RetentionConfig((int?)_shape.Count(map["days"], "'days'", 1, MostDays), (int?)_shape.Count(map["runs"], "'runs'", 1, MostRuns));
    }

    private List<ConfigScalar> ReadEnv(ConfigMap root)
    {
        var names = root["env"] is ConfigScalar { Kind: ScalarKind.Null } ? [] : _shape.Texts(root["env"], "'env'");
        foreach (var name in names) NamePatterns.CheckIdentifier("an environment variable", name.Text, name.At, name.Path, found);
        return [.. names];
    }

    private List<string> ReadExpose(ConfigMap root)
    {
        var values = root["expose"] switch
        {
            null or ConfigScalar { Kind: ScalarKind.Null } => [],
            ConfigList list => list.Items,
            { } one => (IReadOnlyList<ConfigValue>)[one],
        };
        return [.. values.Select(v => _shape.Word(v, "'expose'", WorkflowConfig.ExposeMcp)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    // Experiments come with a later release; only their outline is looked at.
    private void CheckExperiments(ConfigValue? value)
    {
        if (value is ConfigMap map)
            foreach (var entry in map.Entries) _shape.Map(entry.Value, $"The experiment '{entry.Key}'");
        else if (value is ConfigList list)
            foreach (var item in list.Items) _shape.Map(item, "An experiment");
        else if (value is not null and not ConfigScalar { Kind: ScalarKind.Null })
            _shape.Wrong(value, "'experiments'", "a map of named experiments");
    }
}
