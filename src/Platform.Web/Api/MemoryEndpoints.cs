using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Security;

namespace Platform.Web.Api;

/// <summary>What is remembered from one run to the next.</summary>
public sealed class MemoryEndpoints : IEndpointGroup
{
    private const string Root = "/api/v1/memory";
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    public void Map(IEndpointRouteBuilder app)
    {
        var memory = app.MapGroup(Root).WithTags("Memory");
        memory.MapGet("/", ListAsync).WithSummary("Lists entries, newest first; of one namespace when it is named.");
        memory.MapGet("/namespaces", SpacesAsync).WithSummary("The namespaces with how much is in them, and how much the organisation may remember.");
        memory.MapPost("/search", SearchAsync).WithSummary("Searches namespaces by words and by likeness; the best first.");
        memory.MapPost("/forget", ForgetAllAsync).WithSummary("Forgets a whole namespace, or everything about a user, for good; says how many entries went.");
        memory.MapGet("/{**place}", ShowAsync).WithSummary("One entry: its namespace, then its key.");
        memory.MapPut("/{**place}", SaveAsync).WithSummary("Saves an entry under its key; If-Match saves only over the version that was read.");
        memory.MapDelete("/{**place}", ForgetAsync).WithSummary("Forgets one entry.");
    }

    private static async Task<Ok<Page<MemoryEntry>>> ListAsync(
        Caller caller, MemoryDoor door, CancellationToken cancellationToken, string? @namespace = null, string? prefix = null, string? after = null, int limit = 50) =>
        TypedResults.Ok(await door.ListAsync(
            caller,
            new MemoryQuery { Namespace = string.IsNullOrEmpty(@namespace) ? null : MemoryDoor.Space(caller, @namespace), Prefix = prefix, After = after, Limit = Limits.Page(limit) },
            cancellationToken));

    private static async Task<Ok<MemoryNamespaces>> SpacesAsync(Caller caller, MemoryDoor door, CancellationToken cancellationToken, string? after = null)
    {
        var page = await door.SpacesAsync(caller, after, cancellationToken);
        return TypedResults.Ok(new MemoryNamespaces(page.Items, page.Next, await door.UseAsync(caller, cancellationToken)));
    }

    private static async Task<Ok<MemorySearch>> SearchAsync(SearchMemory body, Caller caller, MemoryDoor door, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = body.Namespaces is { Count: > 0 } several ? several : body.Namespace is { } one ? [one] : [];
        if (names.Count is 0 or > 20) throw new PlatformException(ErrorCode.Validation, "It is not said where to search.", "Give 'namespace', or 'namespaces' with 1 to 20 names.");
        if (string.IsNullOrWhiteSpace(body.Query)) throw new PlatformException(ErrorCode.Validation, "It is not said what to search for.", "Give 'query'.");
        return TypedResults.Ok(await door.SearchAsync(caller, [.. names.Select(n => MemoryDoor.Space(caller, n))], body.Query, Math.Clamp(body.Limit ?? 10, 1, MemoryBook.MostFound), cancellationToken));
    }

    private static async Task<Results<Ok<MemoryEntry>, ProblemHttpResult>> ShowAsync(string place, HttpContext context, Caller caller, MemoryDoor door, CancellationToken cancellationToken)
    {
        var (space, key) = Place(context, caller);
        if (await door.FindAsync(caller, space, key, cancellationToken) is not { } entry) return NotThere(space, key);
        context.Response.Headers.ETag = TagOf(entry);
        return TypedResults.Ok(entry);
    }

    private static async Task<Results<Ok<MemoryEntry>, Created<MemoryEntry>>> SaveAsync(string place, PutMemory body, HttpContext context, Caller caller, MemoryDoor door, CancellationToken cancellationToken)
    {
        var (space, key) = Place(context, caller);
        var saved = await door.SaveAsync(
            caller, space, new SaveMemory(key, ValueOf(body), Lifetime(body.Ttl)) { By = caller.Name, IfVersion = Wanted(context.Request) }, model: null, cancellationToken);
        context.Response.Headers.ETag = TagOf(saved.Entry);
        return saved.Outcome == SaveOutcome.Created ? TypedResults.Created(context.Request.Path, saved.Entry) : TypedResults.Ok(saved.Entry);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(string place, HttpContext context, Caller caller, MemoryDoor door)
    {
        var (space, key) = Place(context, caller);
        return await door.ForgetAsync(caller, space, key) ? TypedResults.NoContent() : NotThere(space, key);
    }

    private static async Task<Ok<ForgottenMemory>> ForgetAllAsync(ForgetMemory body, Caller caller, MemoryDoor door, CancellationToken cancellationToken)
    {
        if (body.User is null == body.Namespace is null) throw new PlatformException(ErrorCode.Validation, "It is not said what to forget.", "Give either 'namespace' or 'user'.");
        return TypedResults.Ok(new ForgottenMemory(body.User is { } user
            ? await door.ForgetUserAsync(caller, user, cancellationToken)
            : await door.ForgetAllAsync(caller, MemoryDoor.Space(caller, body.Namespace!), cancellationToken)));
    }

    // Read from what was sent: the route has decoded some signs and not others, and a namespace may be one part of the address (user%2Fana) or several.
    private static (MemoryNamespace Space, string Key) Place(HttpContext context, Caller caller)
    {
        var sent = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var at = sent.IndexOf(Root, StringComparison.OrdinalIgnoreCase);
        var parts = (at < 0 ? "" : sent[(at + Root.Length)..]).Trim('/').Split('/').Select(Uri.UnescapeDataString).ToList();
        if (parts.Count < 2) throw new PlatformException(ErrorCode.Validation, "The address names a namespace and no key.", $"Write {Root}/NAMESPACE/KEY; GET {Root}?namespace=NAMESPACE lists its keys.");
        return (MemoryDoor.Space(caller, string.Join('/', parts[..^1])), parts[^1]);
    }

    private static JsonElement ValueOf(PutMemory body) => (body.Text, body.Value) switch
    {
        ({ } text, null) => JsonSerializer.SerializeToElement(text),
        (null, { } value) => value,
        _ => throw new PlatformException(ErrorCode.Validation, "It is not said what to remember.", "Give either 'text' or 'value'."),
    };

    internal static TimeSpan? Lifetime(string? ttl) => string.IsNullOrWhiteSpace(ttl) ? null
        : Quantities.TryDuration(ttl, out var time) && time > TimeSpan.Zero && time <= LongestLife ? time
        : throw new PlatformException(ErrorCode.Validation, $"'{ttl}' is no time to keep something.", "Write it as 12h, 30d, or nothing for ever.");

    private static long? Wanted(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.ToString() == "*") return 0;
        if (request.Headers.IfMatch.ToString() is not { Length: > 0 } sent || sent == "*") return null;
        return EntityTagHeaderValue.TryParse(sent, out var tag) && long.TryParse(tag.Tag.AsSpan().Trim('"'), out var version) && version > 0
            ? version
            : throw new PlatformException(ErrorCode.Validation, "If-Match bears no ETag of an entry.", "Send the ETag that GET gave.");
    }

    private static string TagOf(MemoryEntry entry) => $"\"{entry.Version}\"";

    private static ProblemHttpResult NotThere(MemoryNamespace space, string key) =>
        Problems.NotFound($"There is no '{key}' in '{space}'.", $"GET {Root}?namespace={Uri.EscapeDataString(space.Path)} lists what there is.");
}

/// <param name="Next">The cursor for what follows; null on the last page.</param>
public sealed record MemoryNamespaces(IReadOnlyList<MemorySpaceView> Items, string? Next, MemoryUse Use);

/// <param name="Namespace">Or <paramref name="Namespaces"/>, 1 to 20 of them.</param>
/// <param name="Limit">1 to 50; 10 when it is not given.</param>
public sealed record SearchMemory(string Query, string? Namespace = null, IReadOnlyList<string>? Namespaces = null, int? Limit = null);

/// <param name="Text">Or <paramref name="Value"/>, any JSON.</param>
/// <param name="Ttl">For how long: <c>30d</c>; for ever when it is not given.</param>
public sealed record PutMemory(string? Text = null, JsonElement? Value = null, string? Ttl = null);

/// <param name="Namespace">A whole namespace.</param>
/// <param name="User">Or everything about a user.</param>
public sealed record ForgetMemory(string? Namespace = null, string? User = null);

/// <param name="Forgotten">How many entries went.</param>
public sealed record ForgottenMemory(int Forgotten);
