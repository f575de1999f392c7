using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>All pages, found by following links, looked at in the ways in which people use them.</summary>
public sealed class EveryPage(Showcase full, Browser browser) : IClassFixture<Showcase>, IClassFixture<Browser>
{
    private static readonly NodePackages Checks = new("browser");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_link_leads_somewhere_and_every_page_is_right_in_light_and_dark_on_a_desk_and_on_a_phone()
    {
        await Checks.NeededAsync();
        var map = await SiteMap.DrawAsync(full.Client, Stop);

        Nothing(map.Broken);
        Assert.True(map.Pages.Count > 20, $"only {string.Join(' ', map.Pages)}");
        Nothing(await LookAsync(full.Address, map.Pages, everyWay: true));
    }

    [Fact]
    public async Task Before_anything_has_run_every_page_says_what_to_do_next()
    {
        await Checks.NeededAsync();
        await using var empty = await EmptyServer.StartAsync();
        var map = await SiteMap.DrawAsync(empty.Client, Stop);

        Nothing(map.Broken);
        Nothing(await LookAsync(empty.Address, map.Pages, everyWay: false));
    }

    [Fact]
    public async Task Everything_on_every_page_is_reached_with_the_Tab_key_and_shows_that_it_is()
    {
        var map = await SiteMap.DrawAsync(full.Client, Stop);
        await using var window = await browser.OpenAsync(full.Address);
        var wrong = new List<string>();
        foreach (var address in map.Pages.Where(p => !p.Contains('?', StringComparison.Ordinal)))
            foreach (var what in await TabWalk.WrongAsync(window.Page, address)) wrong.Add($"{address}: {what}");

        Nothing(wrong);
    }

    private static void Nothing(IReadOnlyList<string> wrong) => Assert.True(wrong.Count == 0, string.Join('\n', wrong));

    private async Task<IReadOnlyList<string>> LookAsync(string address, IReadOnlyList<string> pages, bool everyWay)
    {
        var axe = await File.ReadAllTextAsync(Checks.File("axe-core/axe.min.js"), Stop);
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(pages.Chunk((pages.Count + 1) / 2), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Stop }, async (some, stop) =>
        {
            await using var window = await browser.OpenAsync(address);
            foreach (var page in some)
            {
                await foreach (var what in LookAsync(window.Page, page, axe, everyWay)) wrong.Enqueue($"{page}: {what}");
            }

            foreach (var complaint in window.Complaints) wrong.Enqueue(complaint);
        });
        return [.. wrong];
    }

    private static async IAsyncEnumerable<string> LookAsync(IPage page, string address, string axe, bool everyWay)
    {
        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.EvaluateAsync(axe);
        foreach (var found in await AxeAsync(page, "{}")) yield return found;
        if (!everyWay) yield break;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        foreach (var found in await AxeAsync(page, "{ runOnly: ['color-contrast'] }")) yield return $"dark: {found}";
        await page.SetViewportSizeAsync(360, 800);
        var wide = await page.EvaluateAsync<string?>("""
            () => { const w = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= w) return null;
              const e = [...document.querySelectorAll('main *')].find(e => e.getBoundingClientRect().right > w + 1 && !e.closest('.table-wrap, pre, .graph, .tabs'));
              return `${document.documentElement.scrollWidth} px of a screen of ${w}: ${e ? e.tagName + '.' + e.className : '?'}`; }
            """);
        if (wide is not null) yield return $"on a phone: wider than the screen, {wide}";
    }

    private static async Task<IReadOnlyList<string>> AxeAsync(IPage page, string options)
    {
        var found = await page.EvaluateAsync<JsonElement>($$"""
            async () => (await axe.run(document, {{options}})).violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`)
            """);
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }
}
