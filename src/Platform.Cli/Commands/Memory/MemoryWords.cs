using Platform.Cli.Following;
using Platform.Cli.Output;
using Platform.Core.Foundation;
using Platform.Core.Memory;

namespace Platform.Cli.Commands.Memory;

/// <summary>How the commands of memory say things.</summary>
internal static class MemoryWords
{
    public const string Namespace = "organization, user (your own), user/NAME, workflow/NAME, thread/NAME, or a path such as team/recipes.";

    public static void Print(CliContext cli, Page<MemoryEntry> page)
    {
        if (cli.WantsJson)
        {
            CliJson.Write(cli.Out, page);
            return;
        }

        if (page.Items.Count == 0) cli.Error.WriteLine("Nothing is remembered there.");
        else TablePrinter.Print(cli.Results, ["key", "saved", "expires", "by", "value"], [.. page.Items.Select(e => (IReadOnlyList<string>)[e.Key, Time(e.UpdatedAt), Until(e), e.SavedBy, Say.Plain(e.Text())])]);
        if (page.Next is { } next) cli.Error.WriteLine($"More: --after {next}");
    }

    public static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'");

    public static string Until(MemoryEntry entry) => entry.ExpiresAt is { } at ? Time(at) : "never";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        _ => $"{bytes / 1024.0 / 1024:0.#} MB",
    };

    public static CliException NotThere(MemoryNamespace space, string key) =>
        new($"There is no '{key}' in '{space}'.", $"'platform memory list {space}' shows what there is.", code: "not_found");
}
