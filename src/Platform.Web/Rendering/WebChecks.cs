using Platform.Core.Health;

namespace Platform.Web.Rendering;

/// <summary>What the pages need beside the program.</summary>
internal static class WebChecks
{
    private static readonly string[] Needed = ["tabler.min.css", "htmx.min.js", "htmx-ext-sse.min.js"];

    public static CheckResult Libraries()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot", "lib");
        var missing = Needed.Where(f => !File.Exists(Path.Combine(folder, f))).ToList();
        return missing.Count == 0
            ? new CheckResult("dashboard", CheckState.Good, "its scripts and styles are there; nothing comes from the net")
            : new CheckResult("dashboard", CheckState.Broken, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not in {folder}, so that pages look plain and do not change by themselves", "Build it again with npm at hand: dotnet build src/Platform.Web; the API works without.");
    }
}
