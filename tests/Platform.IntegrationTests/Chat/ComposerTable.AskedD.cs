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
        ["Classify each guest comment as food, room or staff: food goes to #kitchen, room becomes a GitHub issue, staff is emailed to hr@a.com => ways:4 map:0 order:agent,slack.post order:agent,github.issue order:agent,email.send"],
        ["List the files in the folder deeds, have gpt-4o find the buyer in each one, three at a time, and save all of it to buyers.csv => order:file.list,file.read,agent,csv.write map:2 at:3"],
        ["Take a list of links as input, fetch every one of them, two at a time, then summarise everything. => order:web.fetch,agent map:1 at:2"],
        ["Take a plant name and a language (Dutch by default), then write a care guide in that language. => input:plant_name,language says:Dutch"],
        ["Ask the hiker where they start, fetch https://a.com/paths and tell them which path to take. => order:human,web.fetch,agent"],
        ["A scout on gemini collects ideas and a judge on gpt-4o picks the best one. => node:scout,judge model:openai/gpt-4o"],
        ["Query the loans table, send the rows to an agent called checker, then to another agent called editor. => order:sql.query,agent,agent node:checker,editor"],
        ["Write a eulogy, have a proofreader go over it until nothing is wrong, three rounds at most, and save it to eulogy.md => loop order:agent,agent,file.write says:3"],
        ["Listen to a voice memo, work out how angry the speaker is on a scale of 1 to 7, and if it is above 5 post it to #care. => order:audio.transcribe,agent,slack.post when:state.score>5.0"],
        ["When someone posts to the webhook, run a translation to Polish and one to Czech side by side, then email both to t@a.com => trigger:webhook starts:2 join:2 count:agent=2"],
        ["Use web.search to find new laws, sql.query to get our contracts, and then an agent compares the two. => order:web.search,agent order:sql.query,agent count:web.search=1"],
        ["Give me an agent with the tools web.fetch and math.eval that answers questions on taxes, running on gpt-4o-mini. => says:web.fetch says:math.eval model:openai/gpt-4o-mini nodes:1"],
        ["Read the amount of a bill with an agent; up to 200 euros it is saved to small.txt, above that the treasurer must approve it first. => order:agent,file.write order:agent,human assign:role:treasurer"],
        ["Wait two days, then ask the trainer to enter the result; an agent rates it, and with a rating under 3 open a GitHub issue, otherwise save it to memory. => order:wait,human,agent,github.issue order:human,agent,memory.save when:state.score<3.0"],
        ["Every night at 3, query the trips table, split the work into two side by side: an agent looking for delays and an agent checking prices. Then write a report to trips.md => count:agent=3 join:2 order:sql.query,agent,agent,file.write"],
        ["Two agents, an optimist and a pessimist, judge the plan in parallel, and a third one called umpire weighs both. => count:agent=3 join:2 node:umpire"],
        ["Webhook with an order note: have an agent write an answer and save it to a.txt => trigger:webhook order:agent,file.write"],
        ["Search the web for the song title and summarise what you find. => input:song_title order:web.search,agent"],
        ["Every Monday at 9 fetch https://a.com and post it to #x => trigger:cron", "Use the time zone America/New_York. => says:America/ says:0_9_*_*_1"],
    ];
}
