namespace Platform.IntegrationTests.Chat;

/// <summary>First requests as an owner types them: branches, loops, lists, people and forms, waits, limits, files and folders, failures.</summary>
internal static partial class ComposerTable
{
    private static string[][] OwnerB() =>
    [
        ["Wait for the event lease.signed for at most 5 days. If it does not come, email rent@a.com, otherwise write a welcome letter with an agent. => order:wait,email.send order:wait,agent says:lease.signed"],
        ["List all the markdown files in ./posts, shorten each one and put the results into short.md => order:file.list,file.read,agent,file.write map:2 says:posts/*.md"],
        ["Translate all reports in the folder reports/ into Dutch and save them to dutch.md => order:file.list,file.read,agent,file.write map:2"],
        ["For each csv in the exports folder, list the mistakes. => order:file.list,file.read,agent says:exports/*.csv"],
        ["Try to fetch https://a.com/menu four times, 10 seconds apart; if that does not work use https://b.com/menu instead. => retry:4 error count:web.fetch=2 map:0"],
        ["Call https://a.com/tides with a 5 second timeout. If it fails, carry on and have an agent write a short note. => timeout:5 order:web.fetch,agent nodes:2"],
        ["Classify a loan as low, medium or high risk. High goes to Slack #risk, medium is written to medium.txt, low ends. => order:agent,slack.post order:agent,file.write ways:3 says:[\"low\",\"medium\",\"high\"]"],
        ["If the wind speed I enter is over 60, post \"Close the park\" to #park, if it is below 5 post \"No sailing\", otherwise do nothing. => count:slack.post=2 says:No_sailing ways:3"],
        ["Grade the report I paste from 1 to 100. Above 80 say it is excellent, otherwise write advice. => order:agent,set order:agent,agent says:It_is_excellent."],
        ["Two people have to approve the purchase: first the head of department, then the treasurer. If either says no, tell the buyer by email. => order:human,human,email.send count:human=2 input:purchase"],
        ["Shorten a web page; if the result is longer than 100 words, cut it, else leave it as it is. => count:agent=2 ways:2"],
        ["Find out the language of a letter. If it is not French, translate it to French first, then summarise it. => order:agent,agent,agent ways:2"],
        ["Ask the visitor a question about their age. Under 18 recommend a comic, otherwise recommend a novel. => order:human,agent ways:2 says:\"type\":\"number\""],
        ["Write a limerick, ask a judge whether it is good, and try again until the judge says yes, at most 3 times. => no:human loop count:agent=2"],
        ["Read chores.csv and email the open chores to home@a.com => order:csv.read,agent,email.send"],
        ["Query the database for the payments of today and post the total to #money => order:sql.query,agent,slack.post"],
        ["Read parents.csv and write each of them a short invitation. => map:1 says:Write_a_short_invitation."],
        ["Go through all the essays in the folder ./essays, score each one from 0 to 20 and keep a shortlist of those above 15. => order:file.list,file.read,agent,set map:2 node:shortlist says:15.0"],
        ["Ask the tenant for name, flat and problem in a form, let an agent check the request against rules.md, then have the landlord approve or decline. => order:human,file.read,agent,human count:human=2 says:state.details no:junction"],
    ];
}
