using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Core.Foundation;
using Platform.Core.Models.Prices;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>What models cost.</summary>
public sealed class PricesEndpoints : IEndpointGroup
{
    private const int LargestCharacters = 1_000_000;

    public void Map(IEndpointRouteBuilder app)
    {
        var prices = app.MapGroup("/api/v1/prices").WithTags("Costs");
        prices.MapGet("/", Show).WithSummary("The prices that hold, US dollars for a million tokens, each with where it comes from and its day.");
        prices.MapPut("/", SaveAsync).WithSummary("Puts a table in the place of the organisation's own: { as_of, replace, PROVIDER: { MODEL: { input, output, cached, reasoning } } }.")
            .Accepts<object>("application/json");
        prices.MapDelete("/", ClearAsync).WithSummary("Takes the organisation's own table away.");
    }

    private static Ok<PricesView> Show(Caller caller, PriceBook book) => TypedResults.Ok(book.Show(caller));

    private static async Task<Ok<PricesView>> SaveAsync(HttpRequest request, Caller caller, PriceBook book, CancellationToken cancellationToken) =>
        TypedResults.Ok(await book.SaveAsync(caller, await TextAsync(request, cancellationToken), "The body"));

    private static async Task<Ok<PricesView>> ClearAsync(Caller caller, PriceBook book) => TypedResults.Ok(await book.ClearAsync(caller));

    private static async Task<string> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var buffer = new char[LargestCharacters + 1];
        var read = await reader.ReadBlockAsync(buffer, cancellationToken);
        if (read > LargestCharacters) throw new PlatformException(ErrorCode.LimitExceeded, "The price table is larger than 1 MB.", "Leave models out that nobody uses.");
        return new string(buffer, 0, read);
    }
}
