using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Tools;

/// <summary>
/// The one way to call a tool, for nodes and agents alike: the arguments are checked, the call is bounded in time and its result in size, no secret
/// comes back, and whatever goes wrong is one kind of exception.
/// </summary>
public sealed class ToolRunner(Redactor redactor, TimeProvider time)
{
    private const int ShownViolations = 5;
    private const int LongestMessage = 1000;

    /// <exception cref="PlatformException">Validation: the arguments; timeout, tool_failed, limit_exceeded or what the tool said: the call.</exception>
    public async Task<JsonElement> CallAsync(BoundTool tool, JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        Check(tool, arguments);
        using var timer = new CancellationTokenSource(tool.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var given = arguments.EnumerateObject().ToDictionary(a => a.Name, object? (a) => a.Value, StringComparer.Ordinal);
            var called = new AIFunctionArguments(given) { Context = new Dictionary<object, object?> { [typeof(ToolCallContext)] = context } };
            // A tool that does not look at its token is left behind when its time is over.
            var result = await tool.Function.InvokeAsync(called, either.Token).AsTask().WaitAsync(either.Token);
            return redactor.Redact(Bounded(tool, ToJson(result)));
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

    private static void Check(BoundTool tool, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new PlatformException(ErrorCode.Validation, $"Tool '{tool.Name}' takes its arguments as a map.", "Give { name: value, … }.");
        var violations = tool.Arguments.Validate(arguments, ShownViolations);
        if (violations.Count == 0) return;
        var sentences = violations.Select(v => v.InstancePointer.Length > 1 ? $"argument '{v.InstancePointer[1..].Replace('/', '.')}' {v.Message}" : v.Message);
        throw new PlatformException(ErrorCode.Validation, $"Tool '{tool.Name}': {string.Join("; ", sentences)}.", "Mend the arguments.");
    }

    private static JsonElement ToJson(object? result) => result switch
    {
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
        if (bytes <= tool.LargestResult) return result;
        throw new PlatformException(
            ErrorCode.LimitExceeded, $"Tool '{tool.Name}' gave back {bytes / 1024:#,0} KB, and at most {tool.LargestResult / 1024:#,0} KB are allowed.", "Ask for less: a smaller file, a limit, fewer columns.");
    }
}
