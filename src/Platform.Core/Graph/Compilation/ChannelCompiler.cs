using System.Text.RegularExpressions;
using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.State;
using Platform.Core.State.Reducers;

namespace Platform.Core.Graph.Compilation;

/// <summary>The channels: how each merges, what it begins with, and what expressions know of it.</summary>
internal sealed partial class ChannelCompiler(WorkflowConfig config, SchemaCompiler schemas, Findings found)
{
    private static readonly Dictionary<string, IReducer> Reducers = Catalog.Of<IReducer>(typeof(IReducer).Assembly)
        .Select(t => (IReducer)Activator.CreateInstance(t)!)
        .ToDictionary(r => r.Key, StringComparer.Ordinal);

    public Dictionary<string, StateChannel> Channels { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonSchema> Schemas { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CelStaticType> Types { get; } = new(StringComparer.Ordinal);

    public void Compile()
    {
        foreach (var channel in config.State) Compile(channel);
    }

    private void Compile(NamedValue channel)
    {
        var map = channel.Value as ConfigMap;
        var json = Json.Without(channel.Value.ToJson(), "merge", "default", "keep");
        var schema = schemas.Compile(channel.Value, json);
        if (schema is not null) Schemas[channel.Name] = schema;
        var known = schemas.Static.Of(json);
        var reducer = Reducer(map?["merge"], known);
        var initial = reducer.Initial;
        if (map?["default"] is { } written)
        {
            if (schema is not null && written is not ConfigScalar { Kind: ScalarKind.Null }) schemas.CheckDefault(schema, written);
            if (Places.Depth(written) > CelValue.MaxDepth) found.Add(GraphFindings.TooDeepForAValue(written.At, written.Path));
            else initial = CelValue.FromJson(written.ToJson());
        }

        if (map?["keep"] is { } keep && keep is not ConfigScalar { Text: "thread" })
            found.Add(ConfigFindings.UnknownWord("'keep'", (keep as ConfigScalar)?.Text ?? "a list or map", ["thread"], Places.Word(keep), keep.Path));
        Channels[channel.Name] = new StateChannel(channel.Name, reducer, initial, map?["keep"] is not null);

        // A channel that begins as null may still be null when it is read.
        Types[channel.Name] = initial is CelNull ? CelStaticType.Dyn : known;
    }

    private IReducer Reducer(ConfigValue? merge, CelStaticType type)
    {
        var usual = Reducers["replace"];
        switch (merge)
        {
            case null:
                return usual;
            case ConfigScalar word when Reducers.TryGetValue(word.Text, out var reducer):
                if (!Fits(word.Text, type)) found.Add(GraphFindings.BadMerge($"'{word.Text}' merges {Wants(word.Text)}, but this channel holds {type}.", null, word.At, word.Path));
                return reducer;
            case ConfigScalar { Kind: ScalarKind.Text } text when ExpressionText.HasExpression(text.Text) || OldOrNew().IsMatch(text.Text):
                return Expression(text) ?? usual;
            default:
                var names = Reducers.Keys.Order(StringComparer.Ordinal).ToList();
                var written = (merge as ConfigScalar)?.Text ?? "a list or map";
                found.Add(GraphFindings.BadMerge($"'merge' is '{written}', but must be one of {Names.Quoted(names)}, or an expression over old and new.", Names.Nearest(written, names), Places.Word(merge), merge.Path));
                return usual;
        }
    }

    private ExpressionReducer? Expression(ConfigScalar text)
    {
        // At the first write the old value may be null, and what is written need not be what is kept ('old + [new]'): nothing is known of either.
        var names = new CelEnvironment(new Dictionary<string, CelStaticType>(StringComparer.Ordinal) { ["old"] = CelStaticType.Dyn, ["new"] = CelStaticType.Dyn });
        return new TemplateCompiler(_ => names).Single(text, NameScope.Run, found) is { } expression ? new ExpressionReducer(expression) : null;
    }

    private static bool Fits(string merge, CelStaticType type) => type.IsDyn || merge switch
    {
        "append" or "union" => type.Kind == CelStaticKind.List,
        "add" or "min" or "max" => type.IsNumber,
        "deep" => type.Kind is CelStaticKind.Map or CelStaticKind.Object,
        _ => true,
    };

    private static string Wants(string merge) => merge switch
    {
        "append" or "union" => "lists",
        "deep" => "maps",
        _ => "numbers",
    };

    [GeneratedRegex(@"\b(old|new)\b", RegexOptions.None, 5000)]
    private static partial Regex OldOrNew();
}
