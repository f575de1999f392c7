using System.Globalization;
using Platform.Core.Costs;
using Platform.Core.Foundation;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>What models cost.</summary>
public sealed class CostsEndpoints : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder app)
    {
        var costs = app.MapGroup("/api/v1/costs").WithTags("Costs");
        costs.MapList(Report).Produces<CostReport>().WithSummary("Costs added up by day, workflow, node, agent, model, provider, user or run; format=csv gives a table.");
    }

    private static IResult Report([AsParameters] CostFilters filters, Caller caller, CostBook book, string? format = null)
    {
        var report = book.Report(caller, filters.Read(book));
        return format switch
        {
            null or "" or "json" => TypedResults.Ok(report),
            "csv" => CsvFile(report),
            _ => throw new PlatformException(ErrorCode.Validation, $"There is no format '{format}'.", "Say json or csv."),
        };
    }

    internal static IResult CsvFile(CostReport report) => TypedResults.Text(CostBook.Csv(report), "text/csv; charset=utf-8");
}

/// <summary>The query of <c>GET /api/v1/costs</c>, and of the page that shows the same.</summary>
public sealed record CostFilters
{
    /// <summary><c>day, workflow, node, agent, model, provider, user</c> or <c>run</c>.</summary>
    public string? By { get; init; }

    /// <summary>The first day, UTC: <c>2027-01-31</c>; 30 days in all when it is not given.</summary>
    public string? From { get; init; }

    /// <summary>The last day; today when it is not given.</summary>
    public string? To { get; init; }

    public string? Workflow { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    public string? Agent { get; init; }

    public string? User { get; init; }

    public int? Limit { get; init; }

    /// <exception cref="PlatformException">Validation: what cannot be used.</exception>
    public CostQuery Read(CostBook book)
    {
        var (from, to) = book.Days(Day(From, "from"), Day(To, "to"));
        return new CostQuery
        {
            By = ByOf(Given(By)),
            From = from,
            To = to,
            Workflow = Given(Workflow),
            Model = Given(Model),
            Provider = Given(Provider),
            Agent = Given(Agent),
            User = Given(User),
            Limit = Limit is null or (>= 1 and <= 1000) ? Limit ?? 200 : throw new PlatformException(ErrorCode.Validation, "'limit' must be 1 to 1000.", "Give a number in that range."),
        };
    }

    private static CostBy ByOf(string? text) => text switch
    {
        null => CostBy.Workflow,
        _ when Enum.GetNames<CostBy>().Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<CostBy>(text, ignoreCase: true),
        _ => throw new PlatformException(
            ErrorCode.Validation, $"Costs cannot be added up by '{text}'; it is one of {Names.Quoted(Enum.GetNames<CostBy>().Select(n => n.ToLowerInvariant()))}.", "Name one of them."),
    };

    private static DateOnly? Day(string? text, string name)
    {
        if (Given(text) is not { } given) return null;
        return DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new PlatformException(ErrorCode.Validation, $"'{name}' is '{given}', which is no day.", "Write it as 2027-01-31.");
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
