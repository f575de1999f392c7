using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Schemas;
using Platform.Core.Security;
using Platform.Core.Tools.Policies;

namespace Platform.Core.Tools;

/// <summary>
/// The one way to call a tool, for nodes and agents alike: the arguments are checked, the call is bounded in time and its result in size, no secret
/// comes back, and whatever goes wrong is one kind of exception.
/// </summary>
public sealed class ToolRunner(Redactor redactor, TimeProvider time, IToolGate? gate = null)
{
    // A rate that is over only just is waited for; longer, and whoever calls is told when to come again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int ShownViolations = 5;
    private const int LongestMessage = 1000;

    /// <exception cref="PlatformException">Validation: the arguments; timeout, tool_failed, limit_exceeded or what the tool said: the call.</exception>
    public async Task<JsonElement> CallAsync(BoundTool tool, JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        Check(tool, arguments);
        await AdmitAsync(tool, context, cancellationToken);
        using var timer = new CancellationTokenSource(tool.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var given = arguments.EnumerateObject().ToDictionary(a => a.Name, object? (a) => a.Value, StringComparer.Ordinal);
            var called = new AIFunctionArguments(given) { Context = new Dictionary<object, object?> { [typeof(ToolCallContext)] = context } };
            // A tool that does not look at its token is left behind when its time is over.
            var result = await tool.Function.InvokeAsync(called, either.Token).AsTask().WaitAsync(either.Token);
            return redactor.Redact(Kept(tool, Bounded(tool, ToJson(tool, result))));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            throw new PlatformException(ErrorCode.Timeout, $"Tool '{tool.Name}' did not finish within {tool.Timeout.TotalSeconds:0.###} s.", "Raise its 'timeout'.", e);
        }
        catch (PlatformException e) when (redactor.Redact(e.Message) is var shown && shown != e.Message)
        {
            // The other side may quote what it was sent.
            throw new PlatformException(e.Code, shown, redactor.Redact(e.Resolution)) { Kind = e.Kind, RetryAfter = e.RetryAfter };
        }
        catch (HostUnreachable e)
        {
            throw new PlatformException(ErrorCode.Unavailable, redactor.Redact($"Tool '{tool.Name}' could not reach {e.Place}: {e.Why}."), e.Mend, e);
        }
        catch (HttpRequestException e)
        {
            throw new PlatformException(ErrorCode.Unavailable, $"Tool '{tool.Name}' could not reach the other side.", "Check the address and the network.", e);
        }
        catch (Exception e) when (e is not PlatformException)
        {
            // A tool may be anyone's code and throw anything; the task's wall and the agent see one kind of error.
            var message = e.Message.Length > LongestMessage ? $"{e.Message[..LongestMessage]}…" : e.Message;
            throw new PlatformException(ErrorCode.ToolFailed, $"Tool '{tool.Name}' failed: {message}", "", e);
        }
    }

    /// <summary>Counts a call of a tool whose calls are bounded.</summary>
    /// <exception cref="PlatformException">limit_exceeded: the run may not call it any more; rate_limited: not now.</exception>
    public async ValueTask AdmitAsync(BoundTool tool, ToolCallContext context, CancellationToken cancellationToken)
    {
        if (gate is null || !tool.Policy.IsBounded || !TaskId.TryParse(context.IdempotencyKey, out var task)) return;
        var use = new ToolUse(context.Organization, task.Run, context.Workflow, tool.Name);
        var started = time.GetTimestamp();
        while (true)
        {
            var admission = await gate.AdmitAsync(use, tool.Policy, cancellationToken);
            if (admission.IsAllowed) return;
            if (admission.RetryAfter is not { } wait)
                throw new PlatformException(ErrorCode.LimitExceeded, $"Tool '{tool.Name}' may be called {tool.Policy.Calls} times in a run, and that is used up.", "Go on without it.");
            if (time.GetElapsedTime(started) + wait > Patience)
            {
                throw new PlatformException(
                    ErrorCode.RateLimited, $"Tool '{tool.Name}' may be called {tool.Policy.PerMinute} times a minute, and that is used up.",
                    $"Call it again in {Math.Ceiling(wait.TotalSeconds):0} s, or go on without it.");
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>What <see cref="Check"/> fails with; null when the arguments fit.</summary>
    public static PlatformException? Misfit(BoundTool tool, JsonElement arguments)
    {
        try
        {
            Check(tool, arguments);
            return null;
        }
        catch (PlatformException misfit)
        {
            return misfit;
        }
    }

    /// <exception cref="PlatformException">Validation: the arguments do not keep to the tool's schema; tool_failed: the schema is none.</exception>
    public static void Check(BoundTool tool, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new PlatformException(ErrorCode.Validation, $"Tool '{tool.Name}' takes its arguments as a map.", "Give { name: value, … }.");
        var violations = tool.Arguments.Validate(arguments, ShownViolations);
        if (violations.Count == 0) return;
        var sentences = violations.Select(v => v.InstancePointer.Length > 1 ? $"argument '{v.InstancePointer[1..].Replace('/', '.')}' {v.Message}" : v.Message);
        throw new PlatformException(ErrorCode.Validation, $"Tool '{tool.Name}': {string.Join("; ", sentences)}.", "Mend the arguments.");
    }

    private static JsonElement ToJson(BoundTool tool, object? result) => result switch
    {
        string { Length: var length } when length > tool.LargestResult => throw TooLarge(tool, length),
        byte[] { LongLength: var length } when length > tool.LargestResult => throw TooLarge(tool, length),
        DataContent data => JsonSerializer.SerializeToElement($"[{data.Name ?? "file"}: {data.MediaType}, {data.Data.Length:#,0} bytes]"),
        JsonElement { ValueKind: not JsonValueKind.Undefined } json => json,
        null or JsonElement => JsonSerializer.SerializeToElement<object?>(null),
        TextContent text => JsonSerializer.SerializeToElement(text.Text),
        IEnumerable<AIContent> contents => JsonSerializer.SerializeToElement(string.Join('\n', contents.OfType<TextContent>().Select(t => t.Text))),
        _ => JsonSerializer.SerializeToElement(result, result.GetType(), AIJsonUtilities.DefaultOptions),
    };

    private static JsonElement Bounded(BoundTool tool, JsonElement result)
    {
        var text = result.GetRawText();
        var bytes = text.Length > tool.LargestResult ? text.Length : Encoding.UTF8.GetByteCount(text);
        return bytes <= tool.LargestResult ? result : throw TooLarge(tool, bytes);
    }

    private static PlatformException TooLarge(BoundTool tool, long bytes) => new(
        ErrorCode.LimitExceeded, $"Tool '{tool.Name}' gave back {bytes / 1024:#,0} KB, and at most {tool.LargestResult / 1024:#,0} KB are allowed.", "Ask for less: a smaller file, a limit, fewer columns.");

    // A promise that is no schema promises nothing.
    private static JsonElement Kept(BoundTool tool, JsonElement result)
    {
        if (tool.Promised is not { ValueKind: JsonValueKind.Object } promised || JsonSchema.Compile(promised, new SchemaOptions()).Schema is not { } schema) return result;
        var violations = schema.Validate(result, ShownViolations);
        if (violations.Count == 0) return result;
        var sentences = violations.Select(v => v.InstancePointer.Length > 1 ? $"'{v.InstancePointer[1..].Replace('/', '.')}' {v.Message}" : v.Message);
        throw new PlatformException(ErrorCode.ToolFailed, $"Tool '{tool.Name}' gave back something else than it promises: {string.Join("; ", sentences)}.", "Ask whoever offers the tool to mend it.");
    }
}
