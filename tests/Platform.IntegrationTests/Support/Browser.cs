using Microsoft.Playwright;
using Xunit;

namespace Platform.IntegrationTests.Support;

/// <summary>The machine's Chromium, driven by Playwright. Without one its tests are skipped; where CI=true that is a failure.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("PLATFORM_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            _missing = "Chromium is not installed; install the package 'chromium' or set PLATFORM_CHROMIUM.";
            return;
        }

        Assertions.SetDefaultExpectTimeout(BrowserWindow.Patience); // as long as clicks wait; a claim about time says its own
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh window. Whatever its console complains of is in <see cref="BrowserWindow.Complaints"/>.</summary>
    public async Task<BrowserWindow> OpenAsync(string address, int width = 1280, bool dark = false, bool script = true)
    {
        if (_browser is null)
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), _missing);
            Assert.Skip(_missing ?? "No browser.");
        }

        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        return new BrowserWindow(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

public sealed class BrowserWindow : IAsyncDisposable
{
    /// <summary>In milliseconds: only against waiting for ever, for the machine may be busy.</summary>
    internal const int Patience = 60_000;

    private readonly IBrowserContext _context;

    public BrowserWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        context.SetDefaultTimeout(Patience); // of every tab
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning") Complaints.Add($"{page.Url}: {said.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>Another tab of the same browser.</summary>
    public Task<IPage> TabAsync() => _context.NewPageAsync();

    public List<string> Complaints { get; } = [];

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
