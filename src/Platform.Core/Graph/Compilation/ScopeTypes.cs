using Platform.Core.Config;
using Platform.Core.Expressions;

namespace Platform.Core.Graph.Compilation;

/// <summary>What expressions know of the names in scope. <c>inputs</c>, <c>state</c>, <c>run</c>, <c>env</c> and <c>error</c> are closed: a field that they do not have is a mistake.</summary>
internal sealed class ScopeTypes
{
    private static readonly CelStaticType Run = Closed(new(StringComparer.Ordinal)
    {
        ["id"] = CelStaticType.String,
        ["name"] = CelStaticType.String,
        ["step"] = CelStaticType.Int,
        ["started"] = CelStaticType.Dyn, // text in RFC 3339 today
        ["thread"] = CelStaticType.Dyn, // null for a run on no thread
        ["attempt"] = CelStaticType.Int,
    });

    private static readonly CelStaticType Error = Closed(new(StringComparer.Ordinal)
    {
        ["code"] = CelStaticType.String,
        ["message"] = CelStaticType.String,
        ["node"] = CelStaticType.String,
    });

    private readonly CelStaticType _inputs;
    private readonly CelStaticType _state;
    private readonly CelStaticType _env;

    public ScopeTypes(WorkflowConfig config, Dictionary<string, CelStaticType> inputs, Dictionary<string, CelStaticType> channels)
    {
        _inputs = Closed(inputs);
        _state = Closed(channels);
        var env = new Dictionary<string, CelStaticType>(StringComparer.Ordinal);
        foreach (var name in config.Env) env[name.Text] = CelStaticType.Dyn;
        _env = Closed(env);
    }

    public List<CelReference> Used { get; } = [];

    /// <param name="output">What is known of <c>output</c>.</param>
    /// <param name="variables">Further names: the map's variable.</param>
    public TemplateCompiler Templates(CelStaticType? output = null, params IReadOnlyList<KeyValuePair<string, CelStaticType>> variables)
    {
        var made = new Dictionary<NameScope, CelEnvironment>();
        return new TemplateCompiler(scope => made.TryGetValue(scope, out var known) ? known : made[scope] = Environment(scope, output ?? CelStaticType.Dyn, variables), Used);
    }

    /// <summary>In triggers there is no run yet, so no inputs and no state.</summary>
    public TemplateCompiler Triggers()
    {
        var names = new CelEnvironment(new Dictionary<string, CelStaticType>(StringComparer.Ordinal)
        {
            ["event"] = CelStaticType.Dyn,
            ["env"] = _env,
            ["secrets"] = CelStaticType.Dyn,
        });
        return new TemplateCompiler(_ => names, Used);
    }

    /// <summary>Before the run there are only its inputs.</summary>
    public TemplateCompiler Inputs()
    {
        var names = new CelEnvironment(new Dictionary<string, CelStaticType>(StringComparer.Ordinal) { ["inputs"] = _inputs });
        return new TemplateCompiler(_ => names, Used);
    }

    /// <summary>The run's outputs see the state as it ended.</summary>
    public TemplateCompiler Outputs()
    {
        var names = Environment(NameScope.Node, CelStaticType.Dyn, []).Variables.Where(v => v.Key != "error").ToDictionary(StringComparer.Ordinal);
        var environment = new CelEnvironment(names);
        return new TemplateCompiler(_ => environment, Used);
    }

    private CelEnvironment Environment(NameScope scope, CelStaticType output, IReadOnlyList<KeyValuePair<string, CelStaticType>> variables)
    {
        var names = new Dictionary<string, CelStaticType>(StringComparer.Ordinal) { ["inputs"] = _inputs, ["run"] = Run, ["env"] = _env };
        if ((scope & (NameScope.Node | NameScope.Output)) != 0)
        {
            names["state"] = _state;
            names["error"] = Error;
            foreach (var (name, type) in variables) names[name] = type;
        }

        if (scope.HasFlag(NameScope.Output)) names["output"] = output;
        if (scope.HasFlag(NameScope.Event)) names["event"] = CelStaticType.Dyn;
        if (scope.HasFlag(NameScope.Secrets)) names["secrets"] = CelStaticType.Dyn;
        if (scope.HasFlag(NameScope.Arguments)) names["arguments"] = CelStaticType.Dyn;
        return new CelEnvironment(names);
    }

    private static CelStaticType Closed(Dictionary<string, CelStaticType> fields) => CelStaticType.ObjectOf(fields, open: false);
}
