using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Pages;

/// <summary>Light or dark, for those who want another one than their system's; and back to that.</summary>
public sealed class ThemeModel : PageModel
{
    public const string Cookie = "platform.theme";

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string to, string? back)
    {
        if (to is "light" or "dark")
        {
            Response.Cookies.Append(Cookie, to, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Strict, HttpOnly = true, IsEssential = true });
        }

        if (to == "system") Response.Cookies.Delete(Cookie);
        return LocalRedirect(back is not null && Url.IsLocalUrl(back) ? back : "/");
    }
}
