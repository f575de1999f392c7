using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Grammar;

/// <summary>Debates whose sides have models of their own: "one agent on gpt-4o argues for it, another on claude argues against it, a third judges".</summary>
internal sealed partial class StatementReader
{
    private sealed record Side(string? Model, bool? IsFor, string Topic, int End);

    private static readonly Form DebateLead = new("a/the? debate :/,/- | set/set-up/make/build/create/run/start/hold/have/let/stage up? a debate :/,/- | let/have/make | i/we want/need a debate :/,/- | set/make/build/create/run/start/hold/stage/have/organise/organize up? a debate | i/we want/need a debate | a debate | two agents/models debate/argue/discuss about/on/over? | let/have two agents/models debate/argue/discuss about/on/over?");

    private static readonly Form Debater = new("one/a/an/another/the other/second/first? agent/model/side/bot/llm? | agent/model one/two/a/b");

    private static readonly Form RunsOn = new("on/using/with/by/running/via/( on? | that/which uses/runs/use on? | powered/backed by/on");

    private static readonly Form Stands = new("argues/argue/speaks/speak/arguing/is in? for/pro/favour/favor of? | argues/argue/speaks/speak/arguing/is against/con | defends/defend/supports/support/defending/supporting | attacks/attack/opposes/oppose/attacking/opposing | for/pro | against/con | makes/make/take/takes the case/side? for/against");

    private static readonly Form Closer = new("a/the third/final/last/other? agent/model/judge/moderator/one/referee? | a/an/the judge/moderator/referee/arbiter/jury agent/model? | third agent/model");

    private static readonly HashSet<string> Judges = ["judge", "decide", "pick", "choose", "say", "rule", "summarise", "summarize", "evaluate", "score", "determine", "moderate", "weigh", "declare", "write", "give", "name"];

    /// <summary>Takes a debate that a request begins with into the plan; the rest is given back.</summary>
    public string Debate(string text)
    {
        var whole = Phrase.Of(text);
        var stop = whole.Find(0, ".") is > 3 and var dot ? dot : whole.Count;
        var phrase = whole.To(stop);
        var at = DebateLead.Opens(phrase, out var lead) ? lead : 0;
        if (!phrase.Has("debate", "argue", "argues", "defends", "defend", "attacks", "against", "opposes") || (Between(phrase, at) ?? Opposed(phrase, at)) is not var (first, second)) return text;
        if (first.Model is null && second.Model is null) return text;
        var rest = phrase.From(second.End);
        var most = Bound(ref rest);
        var topic = first.Topic.Length > 0 ? first.Topic : second.Topic;
        if (topic.Length == 0) topic = "the question";
        if (Phrase.Of(topic) is { Count: > 1 } said && said.Low(0) is "a" or "an") topic = $"the {Phrase.Of(topic).From(1).Text}";
        var tasks = most is null ? new[] { $"argue for {topic} in the debate", $"argue against {topic} in the debate" } : [$"debate {topic}: argue for it", $"debate {topic}: argue against it"];
        if (first.IsFor == false) Array.Reverse(tasks);
        List<Step> sides = [Agent(first.IsFor == false ? "con" : "pro", most is null ? tasks[0] : $"{tasks[0]} and {Replies}"), Agent(first.IsFor == false ? "pro" : "con", most is null ? tasks[1] : $"{tasks[1]} and {Replies}")];
        (sides[0].Model, sides[1].Model) = (first.Model, second.Model);
        if (most is null) _plan.Items.Add(new Together([.. sides.Select(s => new List<PlanItem> { s })]));
        else _plan.Items.Add(new Again([.. sides], null, most));
        if (Inputs.Noun(topic) is { } given && Lexicon.IsDeterminer(Phrase.Of(topic).Low(0)) && !_plan.Inputs.Exists(i => i.Name == given)) _plan.Inputs.Add(new PlanInput(given, "string"));
        var behind = Bared(rest);
        if (behind.Count == 0 && Bared(whole.From(stop)) is { Count: > 0 } next) (behind, stop) = (next, whole.Count); // "…. Then a third picks the winner."
        if (Judge(behind) is not var (judge, left)) return $"{behind.Text}{whole.From(stop).Text}".TrimStart('.', ' ');
        _plan.Items.Add(judge);
        return $"{Bared(left).Text}{whole.From(stop).Text}".TrimStart('.', ' ');
    }

    private static Phrase Bared(Phrase rest)
    {
        while (rest.Count > 0 && (rest[0].Kind == TokenKind.Mark || rest.Low(0) is "and" or "then" or "while" or "afterwards" or "finally")) rest = rest.From(1);
        return rest;
    }

    // "between gpt-4o and claude about school uniforms", "pro on gpt-4o and con on claude"
    private (Side First, Side Second)? Between(Phrase phrase, int at)
    {
        var between = phrase.Find(at, "between");
        if (between >= 0 && between - at < 2 && UseAt(phrase, between + 1) is var (one, to) && phrase.Low(to) == "and" && UseAt(phrase, to + 1) is var (other, end))
        {
            if (phrase.Low(end) is not ("about" or "on" or "over")) return (new Side(one, true, "", end), new Side(other, false, "", end));
            var stop = TopicEnd(phrase, end + 1);
            return (new Side(one, true, phrase.Part(end + 1, stop).Text, stop), new Side(other, false, "", stop));
        }

        if (at == 0 || phrase.To(at).Find(0, "agents", "models") < 0) return null;
        var behind = TopicEnd(phrase, at);
        var next = phrase.Low(behind) is "," or "and" ? behind + 1 : behind;
        return Taken(phrase, next) is { } pro && Taken(phrase, phrase.Low(pro.End) is "and" or "," or "while" ? pro.End + 1 : pro.End) is { } con ? (pro with { Topic = phrase.Part(at, behind).Text }, con) : null;
    }

    // "pro on gpt-4o", "one using claude against"
    private Side? Taken(Phrase phrase, int at)
    {
        if (phrase.Low(at) is "one" or "the") at++;
        bool? isFor = phrase.Low(at) is "pro" or "for" ? true : phrase.Low(at) is "con" or "contra" or "against" ? false : null;
        if (isFor is not null) at++;
        if (phrase.Low(at) is "side") at++;
        if (RunsOn.At(phrase, at) is > 0 and var on) at = on;
        if (UseAt(phrase, at) is not var (use, end)) return null;
        if (isFor is null && phrase.Low(end) is "for" or "pro" or "against" or "con") (isFor, end) = (phrase.Low(end) is "for" or "pro", end + 1);
        return new Side(use, isFor, "", end);
    }

    // "one agent on gpt-4o argues for remote work, another on claude argues against it"
    private (Side First, Side Second)? Opposed(Phrase phrase, int at)
    {
        if (Stance(phrase, at) is not { IsFor: not null } first) return null;
        var next = first.End;
        while (phrase.Low(next) is "," or "and" or "while" or ";" or "let" or "have") next++;
        return Stance(phrase, next) is { IsFor: { } isFor } second && isFor != first.IsFor ? (first, second) : null;
    }

    private Side? Stance(Phrase phrase, int at)
    {
        var who = Debater.At(phrase, at);
        if (who > 0) at = who;
        string? use = null;
        var on = RunsOn.At(phrase, at);
        if (UseAt(phrase, on > 0 ? on : at) is var (model, end)) (use, at) = (model, phrase.Low(end) == ")" ? end + 1 : end);
        if (who < 0 && use is null) return null;
        if (phrase.Low(at) is "to" or "should" or "must") at++;
        if (Stands.At(phrase, at) is not (> 0 and var stands)) return null;
        var isFor = !phrase.Part(at, stands).Has("against", "con", "attacks", "attack", "opposes", "oppose", "attacking", "opposing");
        var to = TopicEnd(phrase, stands);
        var topic = phrase.Part(stands, to);
        return new Side(use, isFor, topic.Count == 1 && Lexicon.IsPronoun(topic.Low(0)) ? "" : topic.Text, to);
    }

    private static int TopicEnd(Phrase phrase, int at)
    {
        while (at < phrase.Count && phrase[at].Text is not ("," or ";" or ":" or "(") && phrase.Low(at) is not ("and" or "while" or "then" or "for")) at++;
        return at;
    }

    private (string Use, int End)? UseAt(Phrase phrase, int at)
    {
        if (at >= phrase.Count || !Lexicon.IsModel(phrase, at)) return null;
        for (var length = Math.Min(3, phrase.Count - at); length > 0; length--)
            if ((length == 1 || phrase.Part(at, at + length).Tokens.Skip(1).All(t => t.Low is "haiku" or "sonnet" or "opus" or "flash" or "pro" or "mini" or "large" or "small" || t.Kind == TokenKind.Number)) && _models.Find(phrase.Part(at, at + length).Text, _literals) is { } use) return (use, at + length);
        return null;
    }

    // "a third on gemini judges", "mistral picks the winner", "the judge uses gemini"
    private (Step Judge, Phrase Left)? Judge(Phrase said)
    {
        var close = said.Find(1, ".") is > 0 and var dot ? dot : said.Count;
        var rest = Cutter.Next(said.To(close)).First.Trimmed();
        var at = rest.Low(0) is "let" or "have" ? 1 : 0;
        var who = Closer.At(rest, at);
        if (who > 0) at = who;
        string? use = null;
        var on = RunsOn.At(rest, at) is > 0 and var runs ? runs : rest.Low(at) is "uses" or "is" or "runs" ? at + 1 : at;
        if (UseAt(rest, on) is var (model, end)) (use, at) = (model, end);
        if (who < 0 && use is null) return null;
        var task = rest.From(at).Trimmed();
        if (task.Count > 0 && !Judges.Contains(Lexicon.Lemma(task.Low(0)) ?? task.Low(0))) return null;
        var order = task.Count == 0 ? "judge who argued better" : task.Count == 1 ? $"{Lexicon.Lemma(task.Low(0))} who argued better" : $"{Lexicon.Lemma(task.Low(0))} {task.From(1).Text}";
        var judge = Agent("judge", $"{order} from both answers");
        judge.Model = use;
        return (judge, said.From(Math.Min(said.Count, Cutter.Next(said.To(close)).First.Count)));
    }
}
