namespace Platform.IntegrationTests.Chat;

/// <summary>First requests in one or two sentences each, as they are asked for: choices behind a colon, tries, inputs by their names, tools by theirs.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedD() =>
    [
        ["Classify a letter as praise, complaint or other: for praise post it to #joy, for complaint email care@a.com, otherwise save it to rest.txt. => ways:3 order:agent,slack.post order:agent,email.send order:agent,file.write count:agent=1"],
        ["Decide whether the parcel is late: if it is late, post it to #late, otherwise end. => order:agent,slack.post ways:2 count:slack.post=1"],
        ["GET https://a.com/tide, try up to 4 times if it fails, then have an agent explain the numbers. => retry:4 order:http.request,agent nodes:2"],
        ["Fetch https://a.com/moon, try it up to 5 times, then summarise it. => retry:5 order:web.fetch,agent nodes:2"],
        ["Write a toast from the inputs guest, occasion and tone; the tone is warm unless given. => input:guest,occasion,tone says:warm nodes:1"],
        ["Give one agent the tools web.search, math.eval and memory.search and let it answer a question. => has:web.search says:math.eval says:memory.search input:question nodes:1"],
        ["Write a fable on a topic and redo it until the critic gives 7 out of 10 or better. => loop when:state.score>=7.0 input:topic"],
    ];
}
