using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools;

/// <summary>A tool that is ready to be called, wherever it came from: a built-in kind, MCP, a workflow.</summary>
/// <param name="name">As the workflow file names it: <c>crm</c>, <c>files.read_file</c>.</param>
/// <param name="timeout">For one call.</param>
/// <param name="largestResult">Bytes of JSON that one call may give back.</param>
public sealed class BoundTool(string name, AIFunction function, TimeSpan timeout, long largestResult = BoundTool.UsualLargestResult)
{
    public const long UsualLargestResult = 1024 * 1024;

    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    private readonly Lazy<JsonSchema> _arguments = new(() => Compile(name, function));

    public string Name { get; } = name;

    public AIFunction Function { get; } = function;

    public TimeSpan Timeout { get; } = timeout;

    public long LargestResult { get; } = largestResult;

    /// <summary>What it may do without a person, and how often.</summary>
    public ToolPolicy Policy { get; init; } = ToolPolicy.None;

    /// <summary>What a call needs instead of the function being called; null for tools that are functions.</summary>
    public Func<JsonElement, ToolNeed>? Need { get; init; }

    /// <summary>The schema that its result must keep to; null when nothing is promised.</summary>
    public JsonElement? Promised { get; init; }

    /// <summary>The schema of its arguments when it is compiled already; null to compile the function's.</summary>
    internal JsonSchema? Compiled { get; init; }

    internal JsonSchema Arguments => Compiled ?? _arguments.Value;

    /// <summary>The same tool with a policy.</summary>
    public BoundTool With(ToolPolicy policy) => new(Name, Function, Timeout, LargestResult) { Policy = policy, Need = Need, Promised = Promised, Compiled = Compiled };

    private static JsonSchema Compile(string name, AIFunction function)
    {
        var compiled = function.JsonSchema.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False
            ? Schemas.JsonSchema.Compile(function.JsonSchema, new SchemaOptions())
            : throw new PlatformException(ErrorCode.ToolFailed, $"Tool '{name}' does not describe its arguments.", "Ask whoever offers the tool to mend it.");
        return compiled.Schema ?? throw new PlatformException(
            ErrorCode.ToolFailed, $"Tool '{name}' describes its arguments with a schema that is none: {compiled.Problems[0].Message}", "Ask whoever offers the tool to mend it.");
    }
}
