using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Memory;
using Platform.Core.Security;

namespace Platform.Web.Pages.Memory;

/// <summary>Asks once more before a namespace, or everything about a user, is forgotten.</summary>
internal sealed class ForgetModel(MemoryDoor door, Caller caller) : PageModel
{
    public string Space { get; private set; } = "";

    /// <summary>Null when a namespace is meant.</summary>
    public string? About { get; private set; }

    public long Entries { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? space, string? user, CancellationToken cancellationToken)
    {
        if (Named(space, user) is not { } named) return NotFound();
        (Space, About) = (named.Path, user);
        Entries = await door.CountAsync(caller, named, below: user is not null, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? space, string? user, CancellationToken cancellationToken)
    {
        if (Named(space, user) is not { } named) return NotFound();
        var gone = user is not null ? await door.ForgetUserAsync(caller, user, cancellationToken) : await door.ForgetAllAsync(caller, named, cancellationToken);
        return LocalRedirect($"/memory?forgotten={gone}");
    }

    private MemoryNamespace? Named(string? space, string? user) =>
        string.IsNullOrEmpty(space) == string.IsNullOrEmpty(user) ? null : MemoryDoor.Space(caller, string.IsNullOrEmpty(user) ? space! : MemoryNamespace.OfUser(user).Path);
}
