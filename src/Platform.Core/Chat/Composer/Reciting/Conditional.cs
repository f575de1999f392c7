using Platform.Core.Expressions;

namespace Platform.Core.Chat.Composer.Reciting;

/// <summary>The condition of a way or of a filter as people say it.</summary>
/// <param name="text">The whole expression.</param>
/// <param name="node">The step that decides: its own answer is "it".</param>
/// <param name="item">The member of a list of which it speaks: its fields need no owner.</param>
internal sealed class Conditional(Spoken spoken, Sources sources, string text, string node, string item)
{
    public string Of(CelAst tree) => tree switch
    {
        LogicAst logic => string.Join(logic.IsAnd ? " and " : " or ", logic.Operands.Select(o => o is LogicAst ? $"({Of(o)})" : Of(o))),
        UnaryAst { Operator: "!" } not => Not(not.Operand),
        BinaryAst { Operator: "==" or "!=", Left: var left, Right: LiteralAst right } empty when Counted(left) is { } counted && Source(right) is "0" => $"{Is(spoken.Of(counted, text))}{(empty.Operator == "==" ? "" : " not")} empty",
        BinaryAst { Operator: ">", Left: var left, Right: LiteralAst right } when Counted(left) is { } counted && Source(right) is "0" => $"{Is(spoken.Of(counted, text))} not empty",
        BinaryAst { Operator: "in", Right: ListAst list } within => $"{Is(spoken.Of(within.Left, text))} {string.Join(" or ", list.Items.Select(i => spoken.Of(i.Value, text)).Distinct(StringComparer.OrdinalIgnoreCase))}",
        BinaryAst compared when Sign(compared.Operator) is { } sign => $"{Is(Subject(compared.Left))} {sign}{(sign.Length > 0 ? " " : "")}{spoken.Of(compared.Right, text)}",
        CallAst { Function: "contains", Target: { } whole, Arguments: [var part] } => $"{spoken.Of(whole, text)} contains {spoken.Of(part, text)}",
        CallAst { Function: "startsWith", Target: { } whole, Arguments: [var part] } => $"{spoken.Of(whole, text)} begins with {spoken.Of(part, text)}",
        CallAst { Function: "endsWith", Target: { } whole, Arguments: [var part] } => $"{spoken.Of(whole, text)} ends with {spoken.Of(part, text)}",
        ComprehensionAst { Kind: ComprehensionKind.Exists } any when any.Body is BinaryAst { Left: IndexAst } => Of(any.Body),
        ComprehensionAst { Kind: ComprehensionKind.Exists } any => $"there is one of {spoken.Of(any.Range, text)} of which {new Conditional(spoken, sources, text, node, any.First).Of(any.Body)}",
        LiteralAst when Source(tree) is "true" => "always",
        LiteralAst when Source(tree) is "false" => "never",
        SelectAst { IsTest: true } asked => $"there is {spoken.Of(asked, text)}",
        SelectAst or IdentAst => Holds(tree, isSo: true),
        _ => Spoken.Quoted(Source(tree)),
    };

    private string Not(CelAst tree) => tree switch
    {
        BinaryAst { Operator: "<" or "<=" or ">" or ">=" } compared => $"{Is(Subject(compared.Left))} {Opposite(compared.Operator)} {spoken.Of(compared.Right, text)}",
        BinaryAst { Operator: "==" } equal => $"{Is(Subject(equal.Left))} not {spoken.Of(equal.Right, text)}",
        SelectAst { IsTest: false } or IdentAst => Holds(tree, isSo: false),
        CallAst { Function: "contains", Target: { } whole, Arguments: [var part] } => $"{spoken.Of(whole, text)} does not contain {spoken.Of(part, text)}",
        _ => $"not: {Of(tree)}",
    };

    // A yes or no: of a person, of an agent that was asked whether something is so, or of a row.
    private string Holds(CelAst tree, bool isSo)
    {
        if (CallAst.PathOf(tree)?.Split('.') is not { } path) return Spoken.Quoted(Source(tree));
        if (path is ["state", var asked, "approved"]) return $"{(sources.Writers(asked).Contains(node) ? "it" : Spoken.Names(sources.Named(asked)))} is {(isSo ? "approved" : "refused")}";
        if (path is ["state", var judged, "yes"]) return $"{(sources.Writers(judged).Contains(node) ? "the answer" : $"the answer of {Spoken.Names(sources.Named(judged))}")} is {(isSo ? "yes" : "no")}";
        if (path is [_, "verdict", "yes"]) return $"the answer is {(isSo ? "yes" : "no")}";
        return $"{spoken.Of(tree, text)} is {(isSo ? "yes" : "no")}";
    }

    // "The rows are", "the number of rows is", "the status is".
    private static string Is(string subject)
    {
        var noun = subject.Split(" of ")[0].Split(" given ")[0].Split(" (")[0];
        return $"{subject} {(noun.EndsWith('s') && !noun.EndsWith("ss", StringComparison.Ordinal) && !noun.EndsWith("us", StringComparison.Ordinal) ? "are" : "is")}";
    }

    private string Subject(CelAst tree) => tree is CallAst { Target: null, Arguments: [var only], Function: "double" or "string" or "int" } ? Subject(only)
        : CallAst.PathOf(tree)?.Split('.') is [var owner, .., var field] && owner == item ? $"the {Spoken.Worded(field)}" : spoken.Of(tree, text);

    private static CelAst? Counted(CelAst tree) => tree is CallAst { Function: "size" } size ? size.Target ?? (size.Arguments is [var only] ? only : null) : null;

    private string Source(CelAst tree) => text.Substring(tree.Start, tree.Length);

    private static string Opposite(string sign) => sign switch { "<" => "at least", "<=" => "above", ">" => "at most", _ => "below" };

    private static string? Sign(string sign) => sign switch
    {
        "==" => "",
        "!=" => "not",
        "<" => "below",
        ">" => "above",
        "<=" => "at most",
        ">=" => "at least",
        _ => null,
    };
}
