using Platform.Core.Config;
using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph.Compilation;

namespace Platform.Core.Graph;

/// <summary>Turns values as written into <see cref="ValueTemplate"/>s, with a finding at the exact word for each mistake in an expression.</summary>
/// <param name="names">The types of the names in scope, for each combination that occurs.</param>
/// <param name="used">Gets every name that a compiled expression takes from its scope; null when nobody asks.</param>
public sealed class TemplateCompiler(Func<NameScope, CelEnvironment> names, ICollection<CelReference>? used = null)
{
    /// <summary>A template that is a null constant where an expression could not be compiled; the findings say why.</summary>
    public ValueTemplate Compile(ConfigValue value, NameScope scope, Findings found)
    {
        if (Places.Depth(value) <= CelValue.MaxDepth) return Value(value, scope, found);
        found.Add(GraphFindings.TooDeepForAValue(value.At, value.Path));
        return ValueTemplate.Constant(CelValue.Null);
    }


    /// <summary>One expression that must be a boolean; null with findings when it is none.</summary>
    public CelExpression? Condition(ConfigValue value, NameScope scope, Findings found)
    {
        var compiled = Single(value, scope, found);
        if (compiled is null || compiled.ResultType.Kind is CelStaticKind.Bool or CelStaticKind.Dyn) return compiled;
        found.Add(GraphFindings.NotACondition(compiled.ResultType.ToString(), value.At, value.Path));
        return null;
    }

    /// <summary>One expression, with or without <c>${{ }}</c> around it.</summary>
    public CelExpression? Single(ConfigValue value, NameScope scope, Findings found)
    {
        if (value is not ConfigScalar scalar)
        {
            found.Add(GraphFindings.NotAnExpression(value.At, value.Path));
            return null;
        }

        var parts = ExpressionText.Split(scalar.Text);
        if (parts is [{ IsExpression: true } whole]) return Expression(scalar, whole, scope, found);
        if (!ExpressionText.HasExpression(scalar.Text)) return Expression(scalar, new ExpressionText.Part(0, scalar.Text.Length, true), scope, found);
        found.Add(GraphFindings.NotAnExpression(value.At, value.Path));
        return null;
    }

    private ValueTemplate Value(ConfigValue value, NameScope scope, Findings found) => value switch
    {
        ConfigScalar { Kind: ScalarKind.Text } scalar when ExpressionText.HasExpression(scalar.Text) => Text(scalar, scope, found),
        ConfigScalar scalar => ValueTemplate.Constant(Scalar(scalar)),
        ConfigList list => ValueTemplate.List([.. list.Items.Select(i => Value(i, scope, found))]),
        ConfigMap map => ValueTemplate.Map([.. map.Entries.Select(e => new KeyValuePair<string, ValueTemplate>(e.Key, Value(e.Value, scope, found)))]),
        _ => ValueTemplate.Constant(CelValue.Null),
    };

    // Text is by far the commonest and needs no way through JSON.
    private static CelValue Scalar(ConfigScalar scalar) => scalar.Kind switch
    {
        ScalarKind.Text => CelValue.Of(scalar.Text),
        ScalarKind.Null => CelValue.Null,
        _ => CelValue.FromJson(scalar.ToJson()),
    };

    private ValueTemplate Text(ConfigScalar scalar, NameScope scope, Findings found)
    {
        var parts = ExpressionText.Split(scalar.Text);
        if (parts is [{ IsExpression: true } whole])
            return Expression(scalar, whole, scope, found) is { } single ? ValueTemplate.Of(single) : ValueTemplate.Constant(CelValue.Null);
        var compiled = new List<(string?, CelExpression?)>(parts.Count);
        foreach (var part in parts)
        {
            if (!part.IsExpression) compiled.Add((scalar.Text.Substring(part.Start, part.Length), null));
            else if (Expression(scalar, part, scope, found) is { } expression) compiled.Add((null, expression));
        }

        return ValueTemplate.Text(compiled);
    }

    private CelExpression? Expression(ConfigScalar scalar, ExpressionText.Part part, NameScope scope, Findings found)
    {
        if (!part.IsClosed)
        {
            found.Add(GraphFindings.ExpressionNotClosed(scalar.PlaceOf(part.Start - 3, 3), scalar.Path));
            return null;
        }

        var text = scalar.Text.Substring(part.Start, part.Length);
        var compiled = CelExpression.Compile(text, names(scope));
        foreach (var problem in compiled.Problems)
            found.Add(GraphFindings.InExpression(problem, text, scope, scalar.PlaceOf(part.Start + problem.Start, problem.Length), scalar.Path));
        if (compiled.Expression is { } good && used is not null)
            foreach (var reference in good.References) used.Add(reference);
        return compiled.Problems.Count == 0 ? compiled.Expression : null;
    }
}
