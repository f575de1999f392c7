namespace Platform.Core.Chat.Composer.Editing.Referring;

/// <summary>What people call a step, by the kind of its tool, node or agent.</summary>
internal static class StepWords
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["slack.post"] = "slack post message notification announcement alert ping channel posting sending",
        ["telegram.send"] = "telegram send message notification alert ping chat text",
        ["email.send"] = "email mail send message notification mailing sending",
        ["web.fetch"] = "fetch page download url link website site get load scrape request fetching web",
        ["web.search"] = "search web google lookup internet searching",
        ["http.request"] = "http request api call post get endpoint webhook rest publish publishing publication submit upload",
        ["file.write"] = "save write file store export output saving writing markdown",
        ["csv.write"] = "save write file csv store export output table spreadsheet saving writing",
        ["file.read"] = "read file load open input reading",
        ["csv.read"] = "read csv file load open input table spreadsheet reading",
        ["file.list"] = "list files folder",
        ["github.issue"] = "issue github ticket open bug create creation file",
        ["sql.query"] = "sql query database select insert lookup",
        ["memory.save"] = "remember memory save store",
        ["memory.search"] = "recall memory lookup",
        ["audio.transcribe"] = "transcribe audio recording",
        ["audio.speak"] = "speak audio voice read aloud",
        ["text.split"] = "split chunk",
        ["math.eval"] = "calculate math formula",
        ["time.now"] = "clock time date",
        ["id.new"] = "id identifier",
        ["human"] = "approval approve approver human person review reviewer confirmation consent permission signoff sign-off okay manual check gate ask question",
        ["wait"] = "wait pause delay sleep break timer event",
        ["code"] = "code script compute",
        ["workflow"] = "workflow call child subworkflow sub",
        ["agent"] = "agent",
        ["set"] = "loop repetition repeat iteration round check",
        ["junction"] = "choice choose condition branch decision join both",
        ["sorter"] = "classification classify sort triage category categorise categorize label",
        ["scorer"] = "score grade rating rate quality evaluation judge critic grader scorer",
        ["extractor"] = "extract extraction find field detect detection detect detection recognise recognition identify identification",
        ["summariser"] = "summary summarise summarize digest recap",
        ["translator"] = "translation translate",
        ["replier"] = "reply answer response respond draft message",
        ["writer"] = "write text draft",
        ["editor"] = "improve improvement rewrite polish edit revise proofread",
        ["reviewer"] = "review critique feedback",
        ["researcher"] = "research",
        ["judge"] = "judge decide check decision",
    };

    /// <summary>What people call an agent whatever it does; it takes another word to tell which.</summary>
    public const string Doers = "reviewer expert specialist checker analyst adviser advisor consultant writer critic";

    /// <summary>What people call several who are asked as one; it takes another word to tell which.</summary>
    public const string Groups = "team department people staff office folks group";

    public static string Of(string kind) => Kinds.GetValueOrDefault(kind) ?? "";

    /// <summary>What a call does to what it is about.</summary>
    public static string OfMethod(string? method) => method switch
    {
        "GET" => "page site load fetch read",
        "DELETE" => "delete deletion remove removal unpublish take down withdraw",
        "PUT" or "PATCH" => "update change",
        _ => "",
    };

    /// <summary>Other words for what a step makes.</summary>
    public static string Made(string channel) => channel switch
    {
        "page" => "article site website content",
        "rows" => "data records table",
        "results" => "findings hits",
        "reply" => "answer response",
        "draft" => "text post article",
        "category" => "label classification topic",
        "decision" => "approval",
        "fields" => "data details",
        _ => "",
    };
}
