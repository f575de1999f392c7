using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Costs.Calls;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>The call log.</summary>
public sealed class ModelCallsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var calls = app.MapGroup("/api/v1/model-calls").WithTags("Costs");
        calls.MapList(List).WithSummary("Lists calls of models, newest first; each attempt is one.");
        calls.MapGet("/{id:guid}", Show).WithSummary("One call with its prompt, reply and tool calls.");
        calls.MapGet("/retention", Kept).WithSummary("For how many days calls are kept; none: as long as their runs.");
        calls.MapPut("/retention", KeepAsync).WithSummary("Sets for how many days calls are kept; null: as long as their runs.");
    }

    private static Ok<Page<ModelCallView>> List([AsParameters] CallFilters filters, Caller caller, CallLog log) => TypedResults.Ok(log.List(caller, filters.Read()));

    private static Results<Ok<ModelCallDetail>, ProblemHttpResult> Show(Guid id, Caller caller, CallLog log) =>
        log.Find(caller, id) is { } call ? TypedResults.Ok(call) : Problems.NotFound($"There is no call {id}.", "GET /api/v1/model-calls lists those that are kept.");

    private static Ok<CallRetention> Kept(Caller caller, CallLog log) => TypedResults.Ok(new CallRetention(log.Days(caller)));

    private static async Task<Ok<CallRetention>> KeepAsync(CallRetention body, Caller caller, CallLog log)
    {
        await log.KeepAsync(caller, body.Days);
        return TypedResults.Ok(body);
    }
}

/// <param name="Days">Null: as long as their runs.</param>
public sealed record CallRetention(int? Days);

/// <summary>The query of <c>GET /api/v1/model-calls</c>, and of the page that shows the same.</summary>
public sealed record CallFilters
{
    public Guid? Run { get; init; }

    public string? Workflow { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    public string? Node { get; init; }

    public string? Agent { get; init; }

    public string? User { get; init; }

    /// <summary><c>ok, failed</c> or <c>retried</c>.</summary>
    public string? Status { get; init; }

    /// <summary>A day or a time, UTC: <c>2027-01-31</c>.</summary>
    public string? From { get; init; }

    /// <summary>Before this time; a day is meant with its end.</summary>
    public string? To { get; init; }

    /// <summary>Part of a prompt, a reply, a tool call or an error.</summary>
    public string? Text { get; init; }

    /// <summary>The cursor of the page before.</summary>
    public string? After { get; init; }

    public int? Limit { get; init; }

    /// <exception cref="PlatformException">Validation: what cannot be used.</exception>
    public ModelCallQuery Read() => new()
    {
        Run = Run is { } run ? new RunId(run) : null,
        Workflow = Given(Workflow),
        Model = Given(Model),
        Provider = Given(Provider),
        Node = Given(Node),
        Agent = Given(Agent),
        User = Given(User),
        Status = StatusOf(Given(Status)),
        From = Days.Begin(Given(From)),
        To = Days.End(Given(To)),
        Text = Given(Text),
        After = Given(After),
        Limit = Limits.Page(Limit ?? 50),
    };

    private static CallStatus? StatusOf(string? text) => text switch
    {
        null => null,
        _ when Enum.GetNames<CallStatus>().Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<CallStatus>(text, ignoreCase: true),
        _ => throw new PlatformException(ErrorCode.Validation, $"No status of a call is named '{text}'; statuses are 'ok', 'failed' and 'retried'.", "Name one of them, or none."),
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Days and times in the address.</summary>
internal static class Days
{
    public static DateTimeOffset? Begin(string? text) => Read(text, TimeSpan.Zero);

    /// <summary>What is before it is meant; a day with its end.</summary>
    public static DateTimeOffset? End(string? text) => Read(text, TimeSpan.FromDays(1));

    private static DateTimeOffset? Read(string? text, TimeSpan whole)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var begin = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return DateTimeOffset.MaxValue - begin < whole ? DateTimeOffset.MaxValue : begin + whole; // the last day of all has no day after it
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new PlatformException(ErrorCode.Validation, $"'{text}' is no day and no time.", "Write 2027-01-31 or 2027-01-31T18:00:00Z.");
    }
}
