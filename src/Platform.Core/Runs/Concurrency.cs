using Platform.Core.Expressions;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Runs;

/// <summary>The line in which a run of a workflow with <c>concurrency</c> stands. Pure.</summary>
internal static class Concurrency
{
    private const int MostText = 200;

    /// <param name="inputs">A JSON object with every input.</param>
    /// <returns>The group's value as a person reads it, empty when all runs of the workflow stand in one line; null when nothing bounds them.</returns>
    /// <exception cref="PlatformException">Validation: the expression fails for these inputs.</exception>
    public static (string Group, int Limit)? Of(CompiledGraph graph, string inputs)
    {
        if (graph.Concurrency is not { } rule) return null;
        if (rule.Group is null) return ("", rule.Limit);
        try
        {
            var names = new CelScope(new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["inputs"] = CelValue.ParseJson(inputs) });
            var value = rule.Group.Evaluate(names);
            var text = value is CelString known ? known.Value : value.ToJson();
            return text.Length <= MostText
                ? (text, rule.Limit)
                : throw new PlatformException(ErrorCode.Validation, $"The concurrency group has {text.Length} characters; {MostText} is the most.", "Group by a shorter input.");
        }
        catch (CelException failed)
        {
            throw new PlatformException(ErrorCode.Validation, $"concurrency.group: {failed.Message}", "Change the expression, or the inputs that it reads.");
        }
    }
}
