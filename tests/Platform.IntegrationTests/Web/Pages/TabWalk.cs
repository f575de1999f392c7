using Microsoft.Playwright;

namespace Platform.IntegrationTests.Web.Pages;

/// <summary>A page walked with the Tab key alone.</summary>
internal static class TabWalk
{
    private const string Marked = """
        () => {
          const groups = new Set();
          window.wanted = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]')].filter(e => {
            const box = e.getBoundingClientRect();
            if (!box.width || !box.height || !e.checkVisibility({ visibilityProperty: true }) || e.disabled || e.tabIndex < 0 || e.closest('[inert]')) return false;
            return e.type !== 'radio' || !groups.has(e.name) && groups.add(e.name);
          });
          window.reached = new Set();
          return window.wanted.length;
        }
        """;

    // What the focus is at: the "editor", which has a tree of its own, keeps Tab for itself until Escape; "all" where there is nothing left to reach.
    private const string Here = """
        () => {
          const e = document.activeElement;
          window.reached.add(e);
          const style = getComputedStyle(e);
          if (e !== document.body && e.matches(':focus-visible') && style.outlineStyle === 'none' && style.boxShadow === 'none' && !e.shadowRoot && !e.closest('svg, .say')) window.unseen = e;
          return e.shadowRoot ? 'editor' : window.wanted.some(w => w.isConnected && !window.reached.has(w)) ? 'on' : 'all';
        }
        """;

    private const string Told = """
        () => {
          const name = e => `${e.tagName.toLowerCase()} "${(e.getAttribute('aria-label') || e.textContent || e.name || '').trim().slice(0, 60)}"`;
          return [...window.wanted.filter(e => e.isConnected && !window.reached.has(e)).map(e => `Tab does not reach ${name(e)}`), ...(window.unseen ? [`nothing shows that the focus is at ${name(window.unseen)}`] : [])];
        }
        """;

    /// <summary>What the Tab key does not reach, be it that something holds it before, and what does not show that it has the focus; empty where all is well.</summary>
    public static async Task<IReadOnlyList<string>> WrongAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("document.activeElement?.blur()");
        var wanted = await page.EvaluateAsync<int>(Marked);
        for (var (i, here) = (0, ""); here != "all" && i < 2 * wanted + 40; i++) // the fields of a date take more than one, a live part that is put in anew begins again
        {
            await page.Keyboard.PressAsync("Tab");
            here = await page.EvaluateAsync<string>(Here);
            if (here == "editor") await page.Keyboard.PressAsync("Escape");
        }

        return await page.EvaluateAsync<string[]>(Told);
    }
}
