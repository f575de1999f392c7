using System.Text.RegularExpressions;
using Platform.Core.Chat.Composer;
using Platform.Core.Graph;
using Platform.IntegrationTests.Support;
using Xunit;

namespace Platform.IntegrationTests.Chat;

/// <summary>
/// Conversations by people who had seen neither code nor table, with what must be in the graph behind each turn: <c>bench/composer/requests-14.md</c>.
/// Turns that do not hold are marked <c>fails</c> there, with the claims that are broken; a mark that is missing or no longer true fails here, so that
/// the file always tells the rate.
/// </summary>
public sealed partial class RequestsOfOthers
{
    private static readonly IReadOnlyList<Talk> Talks = Read(File.ReadAllLines(Path.Combine(Repository.Root, "bench", "composer", "requests-14.md")));

    public static TheoryData<string> Ids() => [.. Talks.Select(t => t.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_others_asked_for_is_in_the_graph_where_it_is_not_marked_as_failing(string id)
    {
        string? draft = null, before = null;
        foreach (var turn in Talks.First(t => t.Id == id).Turns)
        {
            var reply = ComposedWorkflows.Composer.Compose(new ComposerRequest(turn.Words, draft) { Before = before });
            if (reply.Draft is not null) (before, draft) = (draft, reply.Draft);

            var broken = string.Join(' ', LooseClaims.Broken(draft, draft is null ? null : Compiled(draft), reply, turn.Claims));
            Assert.True(broken == turn.Fails, $"{turn.Words}\nbroken: {broken}\nmarked: {turn.Fails}\n{reply.Text}\n{draft}");
        }
    }

    private static CompiledGraph Compiled(string draft)
    {
        var result = Compiling.Compiler.Compile(draft, "draft.yaml", null);
        Assert.True(result.Ok, draft);
        return result.Value;
    }

    private static List<Talk> Read(IEnumerable<string> lines)
    {
        var talks = new List<Talk>();
        foreach (var line in lines)
            if (line.StartsWith("## ", StringComparison.Ordinal)) talks.Add(new Talk(line[3..].Trim(), []));
            else if (Said().Match(line) is { Success: true } said) talks[^1].Turns.Add(new Turn(said.Groups[1].Value, "", ""));
            else if (Noted().Match(line) is { Success: true } noted && talks[^1].Turns is var turns) turns[^1] = noted.Groups[1].Value == "claims" ? turns[^1] with { Claims = noted.Groups[2].Value } : turns[^1] with { Fails = noted.Groups[2].Value };
        return talks;
    }

    [GeneratedRegex(@"^\d+\. (.+)$")]
    private static partial Regex Said();

    [GeneratedRegex(@"^ {3}- (claims|fails): (.+)$")]
    private static partial Regex Noted();

    private sealed record Turn(string Words, string Claims, string Fails);

    private sealed record Talk(string Id, List<Turn> Turns);
}
