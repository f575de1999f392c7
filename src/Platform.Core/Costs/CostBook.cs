using System.Globalization;
using System.Text;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Core.Costs;

/// <summary>What models cost: by day, workflow, node, agent, model, provider, user and run.</summary>
public sealed class CostBook
{
    private const int UsualDays = 30;
    private const int MostDays = 3660;
    private static readonly DateOnly Oldest = new(1970, 1, 1);
    private static readonly DateOnly Latest = new(9998, 12, 31);

    private readonly ICostStore _store;
    private readonly TimeProvider _time;

    internal CostBook(ICostStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <param name="from">Null: 30 days with the last.</param>
    /// <param name="to">Null: today.</param>
    /// <exception cref="PlatformException">Validation: the days are the wrong way round, more than ten years, or not of our time.</exception>
    public (DateOnly From, DateOnly To) Days(DateOnly? from, DateOnly? to)
    {
        var last = to ?? Today;
        if (last < Oldest || last > Latest || from < Oldest) throw new PlatformException(ErrorCode.Validation, "Costs are asked for from 1970 on, to the year 9998.", "Give days that lie between.");
        var first = from ?? last.AddDays(1 - UsualDays);
        if (first > last) throw new PlatformException(ErrorCode.Validation, $"{first:yyyy-MM-dd} is after {last:yyyy-MM-dd}.", "Turn 'from' and 'to' round.");
        if (last.DayNumber - first.DayNumber > MostDays) throw new PlatformException(ErrorCode.Validation, "At most ten years are added up.", "Ask for fewer days.");
        return (first, last);
    }

    /// <exception cref="PlatformException">Validation: a filter that a run does not have.</exception>
    public CostReport Report(Caller caller, CostQuery query)
    {
        if (query is { By: CostBy.Run } and not { Model: null, Provider: null, Agent: null, User: null })
            throw new PlatformException(ErrorCode.Validation, "Costs by run are asked of a workflow or of all; a run may have asked several models.", "Leave the model, provider, agent and user out, or look into the call log.");
        return _store.Report(caller.Organization, query);
    }

    /// <summary>As a table for other programs. Its first line names the columns; an unknown cost is an empty field beside its known part.</summary>
    /// <remarks>Source: RFC 4180. What a spreadsheet would take for a formula gets a ' before it.</remarks>
    public static string Csv(CostReport report)
    {
        var text = new StringBuilder();
        var isOfWorkflows = report.By == CostBy.Workflow; // then the first column names it
        text.Append(report.By.ToString().ToLowerInvariant()).Append(isOfWorkflows ? "," : ",workflow,").Append("calls,failed,input_tokens,output_tokens,cached_tokens,reasoning_tokens,cost_usd,cost_known,unpriced_calls,estimated_calls,cache_write_tokens\r\n");
        foreach (var row in report.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Field(row.Key)},{(isOfWorkflows ? "" : $"{Field(row.Workflow ?? "")},")}{row.Calls},{row.Failed},{row.InputTokens},{row.OutputTokens},{row.CachedTokens},{row.ReasoningTokens},");
            text.Append(row is { CostKnown: false, Cost: 0 } ? "" : row.Cost.ToString("0.#########", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $",{(row.CostKnown ? "true" : "false")},{row.Unpriced},{row.Estimated},{row.CacheWriteTokens}\r\n");
        }

        return text.ToString();
    }

    private static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
