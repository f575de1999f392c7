using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core.Foundation;
using Platform.Core.Memory;
using Platform.Core.Security;
using Platform.Web.Api;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Memory;

/// <summary>One entry: looked at, changed, forgotten; or a new one.</summary>
internal sealed class EntryModel(MemoryDoor door, Caller caller) : PageModel
{
    /// <summary>Null for a new one.</summary>
    public MemoryEntry? Entry { get; private set; }

    public string Space { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string Value { get; private set; } = "";

    public string Ttl { get; private set; } = "";

    public bool IsJson { get; private set; }

    /// <summary>Why it was not saved; null when nothing went wrong.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? space, string? key, CancellationToken cancellationToken)
    {
        (Space, Key) = (space ?? "", key ?? "");
        if (string.IsNullOrEmpty(key)) return Page();
        if (!await ReadAsync(cancellationToken)) return NotFound();
        (Value, IsJson) = (Entry!.Value.ValueKind == JsonValueKind.String ? Entry.Text() : Display.Json(Entry.Value), Entry.Value.ValueKind != JsonValueKind.String);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? space, string? key, string? value, string? ttl, bool json, long? version, CancellationToken cancellationToken)
    {
        (Space, Key, Value, Ttl, IsJson) = (space?.Trim() ?? "", key?.Trim() ?? "", value ?? "", ttl?.Trim() ?? "", json);
        try
        {
            var at = MemoryDoor.Space(caller, Space);
            var saved = await door.SaveAsync(caller, at, new SaveMemory(Key, ValueOf(), MemoryEndpoints.Lifetime(Ttl)) { By = caller.Name, IfVersion = version ?? 0 }, model: null, cancellationToken);
            return LocalRedirect(IndexModel.Entry(saved.Entry));
        }
        catch (PlatformException e) when (e.Code is ErrorCode.Validation or ErrorCode.Forbidden or ErrorCode.Conflict or ErrorCode.LimitExceeded)
        {
            Wrong = $"{e.Message} {e.Resolution}";
            if (version is not null) await ReadAsync(cancellationToken);
            return this.Unfit();
        }
    }

    public async Task<IActionResult> OnPostForgetAsync(string space, string key)
    {
        var at = MemoryDoor.Space(caller, space);
        var had = await door.ForgetAsync(caller, at, key);
        return LocalRedirect($"/memory?space={Uri.EscapeDataString(at.Path)}&forgotten={(had ? 1 : 0)}");
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        (Entry = await door.FindAsync(caller, MemoryDoor.Space(caller, Space), Key, cancellationToken)) is not null;

    private JsonElement ValueOf()
    {
        if (!IsJson) return JsonSerializer.SerializeToElement(Value.ReplaceLineEndings("\n"));
        try
        {
            using var document = JsonDocument.Parse(Value);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new PlatformException(ErrorCode.Validation, $"The value is no JSON: {e.Message}", "Mend it, or save it as a text.", e);
        }
    }
}
