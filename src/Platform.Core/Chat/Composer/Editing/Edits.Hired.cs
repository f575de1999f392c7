using Platform.Core.Chat.Composer.Grammar;
using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Editing;

/// <summary>An agent of whom nothing is said but its name and what it may use: "a step factchecker, an agent with web search", "an agent called logger".</summary>
internal sealed partial class Edits
{
    private static readonly Form Hired = new("a/an/another/one/the? new/extra/second/third/final? agent/step/node/bot/stage called/named/,? | a/an/another/one/the? new/extra/second/third/final?");

    private static readonly Form Equipped = new(",? an? agent/bot? that/which/who? can/may? with/using/having/has/uses/use/on | ,? an? agent/bot? that/which/who? can/may? search/searches/browse/browses");

    // Null where an order says what it does, or where the name says what a rule knows better.
    private Step? Nameless(string what, string order, bool isLoose)
    {
        var said = Phrase.Of(what).Trimmed();
        var isAgent = said.Has("agent", "bot");
        if (!Hired.Opens(said, out var lead)) lead = 0;
        var rest = said.From(lead);
        var end = 0;
        while (end < rest.Count && end < 3 && (rest[end].IsWord || rest[end].IsLiteral("quote")) && Equipped.At(rest, end) < 0 && rest.Low(end) is not ("agent" or "bot" or "step") && !Lexicon.IsPreposition(rest.Low(end)) && rest.Low(end) is not ("that" or "which" or "who" or "to" or "and")) end++;
        if (end is 0 or 3 || !(isAgent || said.To(lead).Has("step", "node", "stage") || lead == 0 && said.Count == 1 && Cast.Deed(said.Low(0)) is not null) || Lexicon.IsDeterminer(rest.Low(0))) return null;
        var (name, tail) = (rest.To(end), rest.From(end));
        while (tail.Count > 0 && (tail.Low(0) is "agent" or "bot" or "step" or "," || tail.Count < 4 && tail.Low(0) is "a" or "an" && tail.Low(1) is "agent" or "bot")) tail = tail.From(1);
        if (tail.Count > 0 && Equipped.At(tail, 0) < 0) return null;
        var read = new PlanReader(literals, models, parts.Workflows, Labels()).Read(order);
        var isKnown = read.Items.Count > 0 && read.NotUnderstood.Count == 0 && !(isLoose && PlanReader.Steps(read.Items).Any(IsNoOrder)) && !order.EndsWith(" that", StringComparison.Ordinal);
        if (isKnown && !(isAgent && read.Items is [Step { Skill: "human" or "websearch" }])) return null;
        var called = literals.Unmask(name.Text).Trim('"');
        var words = called.Replace('_', ' ').Replace('-', ' ').Trim();
        var step = new Step("agent", Tasked(words)) { Tools = tail.Count > 0 ? WritingSkills.ToolsIn(tail.Text) : [], Model = models.Find(tail.Text, literals) };
        step.Has["name"] = called;
        return step;
    }

    // What is told to somebody of whom only the name is known: "tidy_up" tidies up, a logger does a logger's work.
    private static string Tasked(string name) =>
        Lexicon.FormOf(name.Split(' ')[0]) is VerbForm.Plain && name.Contains(' ', StringComparison.Ordinal) ? name : $"act as {(BeforeVowel().IsMatch($"a {name}") ? "an" : "a")} {name}";
}
