using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Core;
using Platform.Core.Foundation;
using Platform.Core.Health;
using Platform.Core.Runs;
using Platform.Core.Security;
using Platform.Web.Rendering;

namespace Platform.Web.Pages.Settings;

/// <summary>How this installation is set up: checks, settings, secrets, data, appearance. Nothing here is changed but the data's backup and the looks.</summary>
[Menu("Settings", 230, "/settings", "settings")]
internal sealed class IndexModel(
    IConfiguration configuration, SelfChecks checks, ProviderReadiness providers, SecretNeeds secrets, IDatabaseAdmin database, PlatformOptions options, Caller caller, TimeProvider time) : PageModel
{
    public const string Checks = "checks";

    public static readonly IReadOnlyList<(string Key, string Title, string Icon)> Tabs =
        [(Checks, "This installation", "heartbeat"), ("values", "Settings", "settings"), ("secrets", "Secrets", "key"), ("data", "Data", "database"), ("looks", "Appearance", "sun")];

    public string Tab { get; private set; } = Checks;

    public static string Version => typeof(IndexModel).Assembly.GetName().Version?.ToString(3) ?? "";

    public string DataFolder => Path.GetFullPath(options.DataFolder);

    public IReadOnlyList<CheckResult> Results { get; private set; } = [];

    /// <summary>The sandbox was tried.</summary>
    public bool HasCode { get; private set; }

    public IReadOnlyList<SettingRow> Values { get; private set; } = [];

    public IReadOnlyList<SecretNeed> Secrets { get; private set; } = [];

    public IReadOnlyList<SecretNeed> Missing => [.. Secrets.Where(s => s.Source is null)];

    /// <summary>One line for those that can be used, one for each that lacks its key.</summary>
    public IReadOnlyList<ReadinessLine> Providers { get; private set; } = [];

    public DatabaseStatus? Database { get; private set; }

    public (bool Ok, string Text)? Done { get; private set; }

    /// <param name="code">Try the sandbox too: it takes a few seconds.</param>
    public async Task<IActionResult> OnGetAsync(string? tab, bool code, CancellationToken cancellationToken)
    {
        Tab = Tabs.Any(t => t.Key == tab) ? tab! : Checks; // "?tab=" may say anything
        switch (Tab)
        {
            case Checks: Results = [.. code ? await checks.RunAsync(cancellationToken) : await checks.QuickAsync(cancellationToken), WebChecks.Libraries()]; HasCode = code; break;
            case "values": Values = SettingRows.Of((IConfigurationRoot)configuration); break;
            case "secrets": await ReadSecretsAsync(cancellationToken); break;
            case "data": await ReadDataAsync(cancellationToken); break;
            default: break;
        }

        return Page();
    }

    /// <summary>A copy of the database beside it, taken while others read and write.</summary>
    public async Task<IActionResult> OnPostBackupAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.Combine(DataFolder, "backups");
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"platform-{time.GetUtcNow():yyyyMMdd-HHmmss}.db"));
            await database.BackupAsync(file, cancellationToken);
            Done = (true, $"Written to {file}, {Display.Bytes(new FileInfo(file).Length)}. Restore it with: platform db restore {file}");
        }
        catch (Exception e) when (e is PlatformException or IOException or UnauthorizedAccessException)
        {
            Done = (false, e is PlatformException known ? $"{known.Message} {known.Resolution}" : $"The backup could not be written: {e.Message}");
        }

        return await OnGetAsync("data", code: false, cancellationToken);
    }

    private async Task ReadSecretsAsync(CancellationToken cancellationToken)
    {
        Secrets = await secrets.AllAsync(caller, cancellationToken);
        Providers = await providers.LinesAsync(caller.Organization, cancellationToken);
    }

    private async Task ReadDataAsync(CancellationToken cancellationToken)
    {
        Values = SettingRows.Of((IConfigurationRoot)configuration);
        Database = await database.StatusAsync(cancellationToken);
    }
}
