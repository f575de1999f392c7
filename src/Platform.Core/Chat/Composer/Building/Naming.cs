using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>What a new workflow is called.</summary>
internal static partial class Naming
{
    /// <summary>As it was named, else by what it is for, else by its first steps.</summary>
    public static string Of(Plan plan, Literals literals)
    {
        if (Slug(plan.Name) is { Length: > 0 } named) return named;
        if (Slug(plan.Title is null ? null : Noise().Replace(plan.Title, " ")) is { Length: > 2 } title) return title;
        var words = Steps(plan.Items).Take(3).Select(s => Short(s, literals)).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return words.Count == 0 ? "draft" : Slug(string.Join("-", words)) is { Length: > 0 } slug ? slug : "draft";
    }

    public static string Description(string text)
    {
        var line = Space().Replace(text.Replace("${{", "$ {{", StringComparison.Ordinal), " ").Trim();
        return line.Length <= 200 ? line : $"{line[..197].TrimEnd()}...";
    }

    /// <summary>Small letters, digits and <c>-</c>, beginning with a letter, at most 40.</summary>
    public static string? Slug(string? text)
    {
        if (text is null) return null;
        var slug = NotSlug().Replace(text.ToLowerInvariant(), "-").Trim('-');
        slug = slug.TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return slug.Length > 40 ? slug[..40].TrimEnd('-') : slug;
    }

    private static IEnumerable<Step> Steps(IEnumerable<PlanItem> items) => items.SelectMany(i => i switch
    {
        Step step => [step],
        ForEach each => Steps(each.Body),
        Together together => together.Ways.SelectMany(Steps),
        Again { Body: { } body } => Steps(body),
        Fork fork => fork.Cases.SelectMany(c => Steps(c.Then)),
        _ => Enumerable.Empty<Step>(),
    });

    private static string Short(Step step, Literals literals) => step.Skill switch
    {
        "webfetch" => "fetch",
        "websearch" => "search",
        "csvread" or "fileread" => "read",
        "csvwrite" or "filewrite" => "save",
        "human" => "approve",
        "summarise" => "summarise",
        "issue" => "github",
        "agent" or "work" or "write" => Words.Plain(literals.Unmask(step.Said)).Split(' ')[0],
        "back" or "stop" or "pass" => "",
        _ => step.Skill,
    };

    [GeneratedRegex(@"[^a-z0-9]+")]
    private static partial Regex NotSlug();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\b(?:new|simple|small|little|quick|basic|automated|me|us|a|an|the|that|which|for|of|my|our|good|nice)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Noise();
}
