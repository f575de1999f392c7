using System.Text.Json.Nodes;
using Platform.Core.Chat.Composer.Building;
using Platform.Core.Chat.Composer.Editing;
using Platform.Core.Chat.Composer.Editing.Orders;
using Platform.Core.Chat.Composer.Editing.Referring;
using Platform.Core.Chat.Composer.Reading;
using Platform.Core.Chat.Composer.Writing;
using Platform.Core.Config;
using Platform.Core.Foundation;
using Platform.Core.Graph;

namespace Platform.Core.Chat.Composer;

/// <summary>
/// Builds and changes workflows from plain English by rules, without a model. The same words give the same draft for ever; nothing is opened, started or
/// saved; and no draft leaves it that the compiler has an error for.
/// </summary>
public sealed class WorkflowComposer(ComposerParts parts)
{
    /// <summary>Characters of one message that are read.</summary>
    public const int MostRead = 20_000;

    private const string File = "draft.yaml";

    private readonly ModelNames _models = new(parts.Providers);

    public ComposerReply Compose(ComposerRequest request)
    {
        try
        {
            var reply = Read(request);
            return ForeignText.Is(request.Text) ? reply with { Text = reply.Draft is null ? $"{ForeignText.Told} {reply.Text}" : $"{reply.Text}\n\n{ForeignText.Told}" } : reply;
        }
        catch (Exception e) when (e is System.Text.RegularExpressions.RegexMatchTimeoutException or IndexOutOfRangeException) // the second: generated expressions have read past the end of rare texts
        {
            return new ComposerReply("That is written in a way that takes me too long to read. Say it in shorter sentences, one step each.", null, [], [Answers.Short(request.Text)]);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new ComposerReply($"{Lost} Say it in shorter sentences, one step each.", null, [], [Answers.Short(request.Text)]); // a mistake in a rule costs the turn, not the conversation
        }
    }

    /// <summary>How the answer begins when a rule has stumbled over a text, so that a test can tell it from any other.</summary>
    internal const string Lost = "I lost my way in that, so nothing is changed.";

    /// <summary>Reads what leads through most of the rules, so that the first request of a person is answered as fast as the next.</summary>
    public void Warm()
    {
        var draft = Compose(new ComposerRequest(
            "Every Monday fetch https://example.com, summarise it with gpt-4o, retry 3 times. If it is urgent post it to slack #a, otherwise email it to a@b.co. For each row of a.csv draft a reply, 2 at a time, until the score is above 8. At most $1.", null)).Draft;
        Compose(new ComposerRequest("add a step that translates it to German before the summary, call it warm and use claude instead", draft));
        Compose(new ComposerRequest("what does the summary do?", draft));
    }

    private ComposerReply Read(ComposerRequest request)
    {
        var text = request.Text.Length > MostRead ? request.Text[..MostRead] : request.Text;
        var literals = new Literals();
        var isEmpty = string.IsNullOrWhiteSpace(request.Draft);
        var masked = ClockWords.InDigits(Grammar.People.Spelt(Words.Spelt(literals.Mask(text))).Trim());
        masked = ShortTurns.Plain(masked);
        var current = isEmpty ? null : Open(request.Draft!);
        var tree = current is null ? null : new Draft(Tree(current));
        var finder = tree is null ? null : new StepFinder(tree, Added(request));
        if (finder is not null) masked = new Rejections(said => finder.Find(literals.Unmask(said)).Count > 0 || _models.Find(said, literals) is not null || Languages.Is(said)).Joined(masked);
        if (Corrections.Last(masked) is var meant && meant.Length == 0 && masked.Length > 0) return Answers.TakenBack(isEmpty);
        masked = meant;
        if (!masked.Any(c => char.IsLetterOrDigit(c) || Literals.IsLiteral(c))) return Answers.Nothing(isEmpty);
        if (Refusals.Of(masked) is { } refused) return new ComposerReply(refused, null, [], [Answers.Short(text)]);
        if (Answers.To(masked.TrimEnd('.', '!', ' '), literals, current?.Graph, tree, finder, parts) is { } answer) return answer;
        if (!isEmpty && current is null && !Edits.IsNew(masked))
            return new ComposerReply("The draft cannot be read as it stands, so I cannot change it. Mend what the findings say, or say 'start over' and what you want.", null, [], []);
        if (Edits.IsNew(masked) && Grammar.Phrase.Of(Edits.Behind(masked)) is { Count: 0 }) return Answers.Over(isEmpty);
        var reply = current is null || Edits.IsNew(masked) ? Build(Edits.Behind(masked), literals) : Change(masked, literals, request, current);
        return request.Text.Length > MostRead ? reply with { Text = $"{reply.Text}\n\nI read the first {MostRead:#,0} characters only." } : reply;
    }

    private sealed record Opened(ConfigMap Root, CompiledGraph? Graph);

    private Opened? Open(string draft)
    {
        var found = new Findings();
        var config = new ConfigReader(parts.Compiler.Words).ReadAll(draft, File, null, found);
        if (config is null) return null;
        return new Opened(config.Root, parts.Compiler.Compile(draft, File, null).Value);
    }

    private ComposerReply Build(string masked, Literals literals)
    {
        masked = Grammar.TableRows.Each(masked, literals);
        var plan = new PlanReader(literals, _models, parts.Workflows).Read(masked);
        if (plan.Items.Count == 0) return Answers.NotBuilt(plan);
        var draft = Draft.New("draft");
        var builder = new GraphBuilder(plan, literals, draft, parts);
        draft.Set("name", Naming.Of(plan, literals));
        draft.Set("description", Naming.Description(literals.Unmask(masked)));
        builder.Build();
        if (builder.Nodes.Count == 0) return Answers.NotBuilt(plan);
        foreach (var (later, shown) in plan.Later)
        {
            if (Grammar.Phrase.Of(later).Low(0) is "if" or "when" or "unless" or "once" or "whenever" or "otherwise") continue; // left out with its condition
            var edits = new Edits(draft, literals, _models, parts);
            if (!edits.Try(later)) continue;
            plan.NotUnderstood.Remove(shown);
            builder.Told.AddRange(edits.Told);
            plan.Remarks.AddRange(edits.Remarks);
        }

        Finish.Limits(draft, plan);
        Finish.Triggers(draft, plan);
        Finish.Outputs(draft, plan);
        if (plan.Limits.GetValueOrDefault("time") is { } time && RoundLimits.Within(draft, time) is { } within)
        {
            draft.Find("limits")!.Remove("time");
            builder.Told.Add(within);
            plan.Remarks.Add($"{char.ToUpperInvariant(time[0])}{time[1..]} is the time of the rounds: {within}.");
        }

        if (RoundLimits.Raise(draft, 0, plan.Limits.ContainsKey("steps")) is { } tooFew) plan.Remarks.Add(tooFew);
        draft.Tidy();
        var once = new HashSet<string>(StringComparer.Ordinal);
        plan.NotUnderstood.RemoveAll(said => Losses.SaysNothing(said) || !once.Add(said));
        List<string> told = [.. builder.Told, .. plan.NotUnderstood, .. plan.Remarks, .. builder.Remarks, .. plan.Settled, plan.NoAgents ?? "", plan.Title is { } title && !title.Any(char.IsDigit) ? title : ""];
        masked = Grammar.Everyday.Plain(Grammar.Phrase.Of(Grammar.Wording.Corrected(Grammar.Wording.Formal(masked)))).Text; // what was taken back is no loss
        var clauses = new Losses(draft.Root, literals, [.. told, .. PlanReader.Steps(plan.Items).Where(s => s.Skill == "recall").Select(s => s.Said)]).Of(masked);
        plan.LeftOut.AddRange(Accounting.LeftOut(masked, literals, draft.Root, [.. told, .. clauses, .. PlanReader.Steps(plan.Items).Where(s => s.Skill is "webfetch" or "http" or "fileread" or "csvread" or "sql" or "websearch" or "workflow" or "code").Select(s => s.Said)]));
        if (plan.LeftOut.Count > 0) plan.Remarks.Insert(0, $"I did not use: {string.Join(", ", plan.LeftOut)}.");
        plan.Remarks.AddRange(clauses.Select(clause => $"I did not use \"{clause}\": say it again as an order of its own."));
        plan.Remarks.AddRange(new Doubts(draft.Root, masked, literals).All());
        plan.Remarks.AddRange(new Promises(draft.Root).Broken(masked, [.. clauses, .. plan.NotUnderstood]));
        var text = DraftText.Write(draft.Root);
        var compiled = parts.Compiler.Compile(text, File, null);
        return compiled.Ok ? Answers.Built(draft, text, compiled, plan, builder) : Answers.Broken(plan);
    }

    private static JsonObject Tree(Opened opened) => (JsonObject)JsonNode.Parse(opened.Root.ToJson().GetRawText())!;

    // A doubt about a step that has another name now is no new one.
    private static string Renamed(string doubt, JsonObject before, JsonObject now)
    {
        if (before["nodes"] is not JsonObject was || now["nodes"] is not JsonObject nodes || was.Count != nodes.Count) return doubt;
        foreach (var (old, other) in was.Select(n => n.Key).Zip(nodes.Select(n => n.Key)).Where(p => p.First != p.Second && !was.ContainsKey(p.Second) && !nodes.ContainsKey(p.First))) doubt = doubt.Replace($"'{old}'", $"'{other}'", StringComparison.Ordinal);
        return doubt;
    }

    // What the last change added, so that "it" and "the new one" mean that.
    private List<string> Added(ComposerRequest request)
    {
        if (request.Before is not { } before || Open(before) is not { } was || Open(request.Draft!) is not { } now) return [];
        var known = new Draft(Tree(was)).Nodes;
        return [.. new Draft(Tree(now)).Nodes.Select(n => n.Key).Where(n => !known.ContainsKey(n))];
    }

    private ComposerReply Change(string masked, Literals literals, ComposerRequest request, Opened current)
    {
        var (root, before) = (Tree(current), request.Draft!);
        var edits = new Edits(new Draft(root), literals, _models, parts, Added(request));
        edits.Apply(Recast.Of(Grammar.Wording.Turn(masked)));
        if (edits.Told.Count == 0) return Answers.NotChanged(edits);
        edits.Remarks.AddRange(Accounts.NotUsed(masked, literals, before, root, [.. edits.Told, .. edits.Remarks, .. edits.NotUnderstood, .. edits.Settled]));
        if (RoundLimits.Raise(edits.Draft, RoundLimits.Needed(Tree(current)), !JsonNode.DeepEquals(root["limits"]?["steps"], Tree(current)["limits"]?["steps"])) is { } tooFew) edits.Remarks.Add(tooFew);
        edits.Draft.Tidy();
        var was = Tree(current);
        var doubts = new Doubts(root, masked, literals).All();
        edits.Remarks.AddRange(doubts.Except(new Doubts(was, masked, literals).All().Select(d => Renamed(d, was, root)), StringComparer.Ordinal)); // what was doubtful before was said before
        edits.Remarks.AddRange(new Promises(root).Broken(masked, edits.NotUnderstood, isTurn: true));
        var text = DraftText.Write(edits.Draft.Root, before, current.Root);
        var compiled = parts.Compiler.Compile(text, File, null);

        // What a person wrote is kept line for line where that says the same; where it does not, the file is written anew.
        if (!compiled.Ok || !JsonNode.DeepEquals(JsonNode.Parse(compiled.Value.Config.Root.ToJson().GetRawText()), root))
        {
            text = DraftText.Write(edits.Draft.Root);
            compiled = parts.Compiler.Compile(text, File, null);
        }

        if (!compiled.Ok) return Answers.Refused(compiled, edits, current.Graph is null);
        return text == before ? Answers.Same(edits) : Answers.Changed(text, compiled, edits, Tree(current), current.Graph, [.. request.Doubts.Select(d => Renamed(d, was, root)).Intersect(doubts, StringComparer.Ordinal)]);
    }
}
