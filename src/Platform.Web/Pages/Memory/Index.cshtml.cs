using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Memory;

/// <summary>What is remembered: browsed by namespace, or searched.</summary>
[Menu("Memory", 160, "/memory", "brain")]
internal sealed class IndexModel(MemoryDoor door, Caller caller) : PageModel
{
    private const int MostSearched = 20;
    private const int Shown = 50;

    public string? Space { get; private set; }

    public string? Question { get; private set; }

    public string? After { get; private set; }

    /// <summary>How many went a moment ago; null when nobody forgot.</summary>
    public int? Forgotten { get; private set; }

    public IReadOnlyList<MemorySpaceView> Spaces { get; private set; } = [];

    public MemoryUse Use { get; private set; } = new(0, 0, 0, 0);

    public Page<MemoryEntry> Rows { get; private set; } = new([], null);

    /// <summary>Null when the page lists and does not search.</summary>
    public MemorySearch? Found { get; private set; }

    /// <summary>Why nothing can be shown; null when it can.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The user whose namespace is shown; null when another's or none is.</summary>
    public string? AboutUser { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? space, string? q, string? after, int? forgotten, CancellationToken cancellationToken)
    {
        (Space, Question, After, Forgotten) = (Given(space), Given(q), Given(after), forgotten);
        Spaces = (await door.SpacesAsync(caller, null, cancellationToken)).Items;
        Use = await door.UseAsync(caller, cancellationToken);
        try
        {
            var named = Space is { } text ? MemoryDoor.Space(caller, text) : null;
            AboutUser = named?.Kind == MemoryKind.User ? named.Owner : null;
            if (Question is { } question) Found = await SearchAsync(named, question, cancellationToken);
            else Rows = await door.ListAsync(caller, new MemoryQuery { Namespace = named, After = After, Limit = Shown }, cancellationToken);
        }
        catch (PlatformException e) when (e.Code is ErrorCode.Validation or ErrorCode.Forbidden)
        {
            Wrong = $"{e.Message} {e.Resolution}";
        }

        return this.PageOrPart("_Rows", this);
    }

    public static string Address(string? space, string? q = null, string? after = null) => QueryHelpers.AddQueryString(
        "/memory", new Dictionary<string, string?> { ["space"] = space, ["q"] = q, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Key, p => p.Value));

    public static string Entry(MemoryEntry entry) =>
        QueryHelpers.AddQueryString("/memory/entry", new Dictionary<string, string?> { ["space"] = entry.Namespace, ["key"] = entry.Key });

    private async Task<MemorySearch> SearchAsync(MemoryNamespace? named, string question, CancellationToken cancellationToken)
    {
        IReadOnlyList<MemoryNamespace> spaces = named is not null ? [named] : [.. Spaces.OrderByDescending(s => s.UpdatedAt).Take(MostSearched).Select(s => MemoryNamespace.Parse(s.Namespace))];
        var found = await door.SearchAsync(caller, spaces, question, Shown, cancellationToken);
        return named is null && Spaces.Count > MostSearched
            ? found with { Note = $"The {MostSearched} namespaces saved to last were searched; choose one to search another. {found.Note}".TrimEnd() }
            : found;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
