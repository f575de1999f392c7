using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer;

/// <summary>
/// Requests to begin with, for a wish that names a subject and no step: "I want to automate my invoices". Each of them is built whole by the composer, so
/// whoever copies one has a workflow to change.
/// </summary>
internal static partial class StartingPoints
{
    // A subject, what its people say, and what they could ask for.
    private static readonly (Regex Words, string[] Requests)[] All =
    [
        (Invoices(),
        [
            "Take an invoice text, extract the sender, the amount and the due date, and save them to invoices.csv",
            "Take a purchase request, ask a manager to approve it within 2 days; if approved email it to buying@example.com",
        ]),
        (Mail(),
        [
            "Take an email, classify it as refund, bug or other. Refunds go to billing@example.com, bugs open a github issue in acme/shop, everything else gets a polite reply.",
            "Read tickets.csv and for each row draft a reply, 5 at a time. Then write everything to replies.csv.",
        ]),
        (People(),
        [
            "Read candidates.csv, for each row score the candidate from 1 to 10, 5 at a time, then save the results to scored.csv",
            "Take a holiday request, ask a manager to approve it within 3 days; if rejected email the reason to office@example.com",
        ]),
        (Numbers(), ["Read sales.csv, write a short report about it and email the report to boss@example.com", "Query the sql database shop.db with \"select * from orders\", then write the rows to orders.csv"]),
        (Pages(),
        [
            "Every morning at 8 fetch https://example.com, summarise it and post the summary to slack #news",
            "Every 5 minutes call https://example.com/health; if it does not answer 200, post to slack #ops",
        ]),
        (Texts(),
        [
            "Take a topic, search the web for it, write an article, improve it until the score is above 8, at most 3 times, and save it to article.md",
            "Take a text, translate it to German and French in parallel and save both to translations.md",
        ]),
        (Talks(), ["Transcribe meeting.mp3, summarise it and email the summary to team@example.com"]),
        (Bots(), ["Take a question, search the web for it and answer it", "Answer the customer's message, with gpt-4o-mini", "I need two agents, a researcher and a writer: the researcher collects facts about the topic, the writer turns them into an article"]),
    ];

    /// <summary>Every request that may be offered.</summary>
    public static IEnumerable<string> Requests => All.SelectMany(s => s.Requests);

    /// <summary>Requests for the subjects that a text names, at most three; none when it names no subject of ours.</summary>
    public static IReadOnlyList<string> For(string text) => [.. All.Where(s => s.Words.IsMatch(text)).SelectMany(s => s.Requests).Take(3)];

    [GeneratedRegex(@"\b(?:invoices?|receipts?|bills?|billing|accounting|bookkeeping|expenses?|purchas\w+|orders?|approvals?|payments?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Invoices();

    [GeneratedRegex(@"\b(?:e-?mails?|mails?|inbox|support|tickets?|customers?|complaints?|requests?|helpdesk|help desk|triage)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b(?:hiring|candidates?|applicants?|applications?|cvs?|r[eé]sum[eé]s?|recruit\w*|onboarding|holidays?|vacations?|leave|hr|employees?|leads?|crm)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex People();

    [GeneratedRegex(@"\b(?:reports?|reporting|sales|csv|excel|spreadsheets?|data|analytics|database|sql|numbers|kpis?|inventory|stock)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(?:news|websites?|pages?|monitor\w*|uptime|servers?|prices?|competitors?|alerts?|rss|feeds?|apis?|scrap\w+)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Pages();

    [GeneratedRegex(@"\b(?:blog|articles?|posts?|content|social|newsletters?|marketing|writing|translat\w+|documents?|essays?|books?|texts?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\b(?:meetings?|audio|podcasts?|recordings?|transcripts?|interviews?|voice|minutes|lectures?)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Talks();

    [GeneratedRegex(@"\b(?:chat ?bots?|bots?|assistants?|agents?|multi-?agents?|copilot|faqs?|research|questions?|rag)\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Bots();
}
