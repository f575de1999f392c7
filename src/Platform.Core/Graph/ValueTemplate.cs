using System.Text;
using Platform.Core.Expressions;

namespace Platform.Core.Graph;

/// <summary>
/// A value of the file with its <c>${{ }}</c> compiled. A text that is exactly one expression keeps the expression's type; inside other text an expression
/// becomes text; lists and maps are filled in member by member.
/// </summary>
public abstract class ValueTemplate
{
    /// <summary>Every name the expressions take from the scope.</summary>
    public abstract IEnumerable<CelReference> References { get; }

    /// <summary>Whether it holds no expression at all.</summary>
    public virtual bool IsConstant => false;

    /// <summary>What is known of its value before it is there.</summary>
    public virtual CelStaticType Type => CelStaticType.Dyn;

    /// <exception cref="CelException">An expression failed.</exception>
    public abstract CelValue Evaluate(ICelScope scope);

    public static ValueTemplate Constant(CelValue value) => new ConstantTemplate(value);

    internal static ValueTemplate Of(CelExpression expression) => new ExpressionTemplate(expression);

    /// <param name="parts">Constant text (string) or expression, in order.</param>
    internal static ValueTemplate Text(IReadOnlyList<(string? Text, CelExpression? Expression)> parts) => new TextTemplate(parts);

    internal static ValueTemplate List(IReadOnlyList<ValueTemplate> items) =>
        items.All(i => i.IsConstant) ? Constant(CelList.Of(items.Select(i => i.Evaluate(CelScope.Empty)))) : new ListTemplate(items);

    internal static ValueTemplate Map(IReadOnlyList<KeyValuePair<string, ValueTemplate>> members) =>
        members.All(m => m.Value.IsConstant)
            ? Constant(CelMap.Of(members.Select(m => new KeyValuePair<string, CelValue>(m.Key, m.Value.Evaluate(CelScope.Empty)))))
            : new MapTemplate(members);

    private sealed class ConstantTemplate(CelValue value) : ValueTemplate
    {
        public override IEnumerable<CelReference> References => [];

        public override bool IsConstant => true;

        public override CelValue Evaluate(ICelScope scope) => value;
    }

    private sealed class ExpressionTemplate(CelExpression expression) : ValueTemplate
    {
        public override IEnumerable<CelReference> References => expression.References;

        public override CelStaticType Type => expression.ResultType;

        public override CelValue Evaluate(ICelScope scope) => expression.Evaluate(scope);
    }

    private sealed class TextTemplate(IReadOnlyList<(string? Text, CelExpression? Expression)> parts) : ValueTemplate
    {
        public override CelStaticType Type => CelStaticType.String;

        public override IEnumerable<CelReference> References => parts.SelectMany(p => p.Expression?.References ?? []);

        public override CelValue Evaluate(ICelScope scope)
        {
            var text = new StringBuilder();
            foreach (var (constant, expression) in parts) text.Append(constant ?? expression!.Evaluate(scope).ToText());
            return CelValue.Of(text.ToString());
        }
    }

    private sealed class ListTemplate(IReadOnlyList<ValueTemplate> items) : ValueTemplate
    {
        public override IEnumerable<CelReference> References => items.SelectMany(i => i.References);

        public override CelValue Evaluate(ICelScope scope)
        {
            var values = new List<CelValue>(items.Count);
            foreach (var item in items) values.Add(item.Evaluate(scope));
            return CelList.Of(values);
        }
    }

    private sealed class MapTemplate(IReadOnlyList<KeyValuePair<string, ValueTemplate>> members) : ValueTemplate
    {
        public override IEnumerable<CelReference> References => members.SelectMany(m => m.Value.References);

        public override CelValue Evaluate(ICelScope scope)
        {
            var values = new List<KeyValuePair<string, CelValue>>(members.Count);
            foreach (var (name, member) in members) values.Add(new(name, member.Evaluate(scope)));
            return CelMap.Of(values);
        }
    }
}
