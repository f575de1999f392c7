using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Events;
using Platform.Core.Foundation;
using Platform.Core.Models;
using Platform.Core.Tools;

namespace Platform.Core.Agents;

/// <summary>The tools of one agent under names that every provider takes, and the calls of one turn.</summary>
internal sealed class AgentTools
{
    private const int LongestName = 64;

    private readonly Dictionary<string, BoundTool> _tools = new(StringComparer.Ordinal);
    private readonly AgentCall _call;
    private readonly ToolRunner _runner;
    private int _calls;

    public AgentTools(AgentCall call, ToolRunner runner)
    {
        _call = call;
        _runner = runner;
        Offer(call.Tools);
    }

    public IReadOnlyList<AITool> Declared { get; private set; } = [];

    /// <summary>From here on the agent has these tools: between two questions a server may have changed its own.</summary>
    public void Offer(IReadOnlyList<BoundTool> tools)
    {
        _tools.Clear();
        foreach (var tool in tools) _tools[ShownName(tool.Name)] = tool;
        Declared = [.. _tools.Select(t => (AITool)AIFunctionFactory.CreateDeclaration(t.Key, t.Value.Function.Description, t.Value.Function.JsonSchema))];
    }

    /// <summary>Runs all calls at once; the results come in the order of the calls. What fails is a result too, for the model to read.</summary>
    public async Task<IList<AIContent>> RunAsync(IReadOnlyList<FunctionCallContent> calls, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(calls.Select(call => RunOneAsync(call, ++_calls, cancellationToken)))];

    private async Task<AIContent> RunOneAsync(FunctionCallContent call, int number, CancellationToken cancellationToken)
    {
        var arguments = ToolArguments.ToJson(call.Arguments);
        // A model may ask by the name in the file, which it read in the instructions.
        var tool = _tools.GetValueOrDefault(call.Name) ?? _tools.Values.FirstOrDefault(t => t.Name == call.Name);
        var name = tool?.Name ?? call.Name;
        _call.Tell?.Invoke(new ToolStarted(name, call.CallId, arguments));
        var started = Stopwatch.GetTimestamp();
        var (result, error) = await ResultAsync(tool, call, number, arguments, cancellationToken);
        _call.Tell?.Invoke(new ToolFinished(name, call.CallId, result, error, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        return new FunctionResultContent(call.CallId, error is null ? Texts.Of(result) : $"Error ({error.Code}): {error.Message} {error.Resolution}".TrimEnd());
    }

    private async Task<(JsonElement? Result, EventFault? Error)> ResultAsync(
        BoundTool? tool, FunctionCallContent call, int number, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (tool is null) return (null, new EventFault("not_found", $"No tool is named '{call.Name}'.", $"Call one of {Names.Quoted(_tools.Keys)}."));
        if (call.Exception is not null) return (null, new EventFault("validation", "The arguments are no JSON object.", "Write the arguments as a JSON object."));
        try
        {
            // Each call of a task has its own key, by its place and not by the provider's id: the same when the task runs again.
            var context = _call.Tool with { IdempotencyKey = $"{_call.Tool.IdempotencyKey}/call-{number}" };
            var result = await _runner.CallAsync(tool, arguments, context, cancellationToken);
            return Encoding.UTF8.GetByteCount(result.GetRawText()) <= BoundTool.UsualLargestResult
                ? (result, null)
                : (null, new EventFault("limit_exceeded", $"The result of '{tool.Name}' is larger than {BoundTool.UsualLargestResult / 1024} KB.", "Ask for less."));
        }
        catch (PlatformException e) when (e.Code is not (ErrorCode.BudgetExceeded or ErrorCode.Cancelled))
        {
            return (null, new EventFault(e.Code.Text(), e.Message, e.Resolution));
        }
    }

    // Providers take letters, digits, _ and - only. Two names that become one get a number.
    private string ShownName(string name)
    {
        var shown = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_').Take(LongestName)]);
        if (!_tools.ContainsKey(shown)) return shown;
        for (var i = 2; ; i++)
        {
            var numbered = $"{shown[..Math.Min(shown.Length, LongestName - 4)]}_{i}";
            if (!_tools.ContainsKey(numbered)) return numbered;
        }
    }
}
