namespace Platform.IntegrationTests.Chat;

internal static partial class ComposerTable
{
    // What a walk through the chat found: words of the order that got into the draft, tools that do not exist, conditions that were lost.
    private static string[][] Walked() =>
    [
        ["Read bills.csv and classify each bill as paid or unpaid => map:1 says:\\\\b(?:unpaid says:{0,2}(?:paid"],
        ["Read votes.csv and sort each vote into happy or unhappy => map:1 says:n['’]?t says:\\\\b(?:good"],
        ["Classify a letter as tax or tax appeal and save it to kind.txt => says:\\\\b(?:tax\\\\_appeal"],
        ["Fetch https://a.com/tide, summarise it and post it to slack #tide => nodes:3", "use Discord rather than Slack => nothing", "put it into Notion instead => nothing", "no slack, use Mattermost => nothing", "use a file instead of slack => nodes:3 order:web.fetch,agent,file.write"],
        ["Ask the treasurer to approve trips over 40 euros, then mail it to trips@a.com => says:over_40_euros", "make the limit 90 instead of 40 => says:over_90_euros?", "raise the limit to 120 => says:over_120_euros?", "write say 150 rather than 120 => says:over_150_euros?"],
        ["When a new volunteer starts: write a welcome letter and print a plan, then mail both to desk@a.com => input:volunteer order:agent,email.send no:junction"],
        ["As soon as somebody moves out, list what has to be repaired and post it to #house => input:person order:agent,slack.post nodes:2"],
        ["Draft a slogan, have a critic review it until the critic is happy, at most 3 times => loop says:\\\"approved\\\":_false"],
        ["We get damage reports by mail. Summarise each one and post the summaries to #yard => input:damage_reports order:agent,slack.post no:email.send map:1"],
        ["Translate the text I enter to German, have Sara and Tim both check it, then mail it to a@b.co => order:agent,human,email.send count:human=2 join:2", "call it german-mail => count:human=2"],
        ["Write a slogan for my product until it scores 8 of 10, at most 3 times => loop when:>=8 when:>=3 input:product"],
        ["Write a motto, let a critic rate it, repeat until it gets 8 out of 10 points, at most 3 times => loop node:critic when:>=3"],
    ];
}
