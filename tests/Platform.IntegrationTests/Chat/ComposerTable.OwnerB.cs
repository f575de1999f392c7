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
        ["Repeat every 20 seconds: GET https://a.com/print. Stop when the response contains \"printed\" or after 15 tries. => loop order:http.request,set,wait says:15 says:20s no:agent"],
        ["Check https://a.com/parcel every 3 minutes and stop as soon as the status is delivered, then email me at kim@a.com => loop order:web.fetch,agent,set,wait order:set,email.send"],
        ["Write a toast. Ines reads it and either accepts it or sends it back with comments. Accepted toasts are saved to toast.txt. => loop order:agent,human,file.write assign:ines"],
        ["Let the user choose between summary and translation. For summary summarise the article, for translation translate it into Welsh. => order:human,agent ways:3 input:article"],
        ["Wait one hour, then check https://a.com/till again; alert #shop if it is still down. => order:wait,web.fetch,slack.post error no:agent"],
        ["On failure of any step notify me at kim@a.com. The steps are: download https://a.com/x.json, count the members with Python, save the number to n.txt. => error order:web.fetch,code,file.write count:email.send=1"],
        ["Ask the boss yes or no whether to open on Sunday. On yes post \"Open\" to #team, on no email closed@a.com => order:human,slack.post order:human,email.send assign:role:boss ways:3"],
        ["Write a menu and have Olga approve it. If she does not answer within 2 days, publish it anyway to https://a.com/menu => order:agent,human,http.request late assign:olga"],
        ["Write three mottos, rate each one, and keep the one with the highest score. => map:1 order:agent,text.split,agent,agent"],
        ["Ask the guest to fill in name, age and wishes. If the guest is younger than 16, email the parents at p@a.com, otherwise post the wishes to #kids => order:human,email.send order:human,slack.post when:details.age no:agent"],
        ["Send \"Bins!\" to #home two hours after the run starts. => order:wait,slack.post says:2h"],
        ["Summarise every chapter of novel.txt and merge the summaries into one. => order:file.read,text.split,agent,agent says:size map:1"],
        ["Translate the letter if it is in Polish, otherwise pass it on unchanged, and then classify it as order or complaint. => order:agent,agent,agent ways:2 says:[\"order\",\"complaint\"]"],
        ["Look up each painter from painters.txt on the web, and collect name, country and style in painters.csv. => order:file.read,text.split,web.search,agent,csv.write map:2"],
        ["Create a GitHub issue in barn/tools for every error in milk.log. => order:file.read,text.split,github.issue map:1"],
        ["Query the database for the late returns and send a reminder email to each reader. => order:sql.query,agent,email.send map:2"],
        ["Fetch the price from https://a.com/oil every morning at 6 and post it to #oil if it is above 90. => order:web.fetch,agent,slack.post when:90.0 says:0_6_*_*_*"],
        ["Wait up to 2 days for the event gift.sent, then write a thank-you note and email it to the giver. => order:wait,agent,email.send input:recipient says:gift.sent"],
        ["Read all markdown files in ./wiki, have an agent check each for dead links, 3 at a time, and save the results to links.md => order:file.list,file.read,agent,file.write map:2 at:3"],
    ];
}
