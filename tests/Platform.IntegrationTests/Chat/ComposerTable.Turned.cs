namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns about the graph itself: what starts it, arrows, who runs on which model, places behind several steps, one tool in the place of another.</summary>
internal static partial class ComposerTable
{
    private static string[][] Turned() =>
    [
        ["Every day at 6 fetch https://tide.example/today and email it to crew@tide.example => trigger:cron", "Just on Saturdays, and at 9 o'clock instead => says:0_9_*_*_6"],
        ["Summarise a letter and post it to #desk => order:agent,slack.post", "Run it every hour => trigger:cron", "Actually no schedule, a webhook should trigger it => trigger:webhook gone:x", "Without the webhook please, and run it on Mondays at 8 => trigger:cron says:0_8_*_*_1"],
        ["A painter agent and a sculptor agent argue about a theme in parallel, then a curator agent writes the verdict => node:painter,sculptor,curator", "Put the painter on claude, the sculptor on mistral and the curator on gpt-4o => model:anthropic/claude-haiku-4-5 model:mistral/mistral-small-latest model:openai/gpt-4o"],
        ["Classify a note as garden, house or car. Garden notes are mailed to g@home.example, house notes become a GitHub issue in home/house, car notes are posted to #car => count:slack.post=1", "The issue should also lead to the Slack post, so that the drivers know => edge:open_issue>post count:slack.post=1", "Draw an arrow from the email to the Slack message => edge:email>post"],
        ["In parallel mail \"Open\" to a@shop.example, post \"Open\" to #shop and send \"Open\" to telegram @shop => starts:3", "Put an agent called scribe after all three messages => node:scribe join:3", "Rename scribe to clerk => node:clerk gone:scribe"],
        ["Email a@b.de an invitation, wait 3 days, then email c@d.de a reminder => count:email.send=2", "After the invitation email post it to #door => edge:email>post edge:post>wait", "Once the reminder email is out, tell #gate => edge:email_2>post_2"],
        ["A hunter agent collects facts about a topic and a teller agent writes a story => count:agent=2", "Add a step proofer, an agent with web search, between hunter and teller => order:agent,agent,agent node:proofer has:web.search count:web.search=0", "Have an agent check the spelling at the end => count:agent=4"],
        ["Ask a tutor agent the question I enter and send the answer to Telegram @class => has:telegram.send", "Replace Telegram with the Slack channel #class => no:telegram.send has:slack.post says:#class"],
        ["Polish a poem and email it to a@b.de => has:email.send", "Remove the email and write to poem.txt instead => no:email.send count:agent=1 order:agent,file.write"],
        ["Write a fable with gpt-4o, then translate it into Dutch with mistral => count:agent=2", "Also translate it into Czech, next to the Dutch translation => count:agent=3 says:Czech", "And add a summary of it in parallel with the translations => count:agent=4"],
        ["Read guests.csv, and for each guest search the web and write a greeting. Save all greetings to out.csv => map:2", "Four guests at a time please => map:2 at:4 says:greeting gone:x", "Set the parallelism of the search to 2 => at:2"],
        ["An agent with web search studies a firm, then a second agent gives a score between 0 and 100 => count:agent=2", "When the score is at least 60 email deal@x.example, else post it to #no => count:agent=2 when:state.score>=60 count:email.send=1"],
        ["Have an agent draft a tour for the town I enter => nodes:1", "Before the end, let a travel agent person confirm the tour. If they do not confirm in 3 hours, post to #tours => assign:role:travel_agent late says:3h says:No_answer_came", "Replace the travel agent with the booking manager => assign:role:booking_manager count:human=1"],
        ["A builder agent writes a script, a checker agent checks it and it is saved to run.sh => count:agent=2", "Loop back from the checker to the builder when there are errors => loop when:state.rounds>5 edge:again>builder"],
        ["Each Tuesday read wins.csv, have a scout write a summary with gpt-4o and email it to top@club.example => trigger:cron", "Before the email, let the coach approve it; if he says no, the scout writes it again => edge:approve>scout count:agent=1 says:state.decision.comment", "I'll start it by hand => count:agent=1 gone:x"],
        ["When an alarm webhook fires, check it with an HTTP request to https://gate.example/api and email the answer to door@gate.example => has:http.request", "If the request fails, tell #gate => error says:'request'_has_failed", "Start it manually instead of the webhook => count:email.send=1"],
        ["An agent writes an essay about a topic I enter, save it to essay.md => has:file.write", "Add a step that makes a title before the save => says:state.title_}}\\n\\n${{"],
        ["Write a reply to a guest's message, ask Ida to approve it and email it to the guest => order:agent,human,email.send", "We only need to check it when the guest is upset => edge:judge>approve edge:judge>email says:inputs.message count:human=1"],
        ["Read a purchase request, ask the boss to approve it and email it to buy@shop.example => order:human,email.send", "No need to ask him if the price is under 80 => when:80 edge:find_price>approve edge:find_price>email count:human=1"],
        ["Read a letter, summarise it, have Tom approve it and post it to #mail => order:agent,human,slack.post", "Just ask Tom if it mentions a fine, please => says:fine count:human=1 edge:choose>approve edge:choose>post"],
        ["Convert the audio of an interview into text, list the main points and post them to #press => order:audio.transcribe,agent,slack.post"],
        ["Read notes.txt, count the words in it, and if there are more than 900 post a warning to #desk => has:slack.post", "Please run the warning through claude first so it sounds friendly => model:anthropic/claude-haiku-4-5 order:agent,slack.post says:friendly"],
        ["Email a welcome message to a new member, wait two days, and then email them tips => order:email.send,wait,email.send", "After the welcome email, post a note to #club => edge:email>post edge:post>wait"],
        ["Read ready.txt every second until it contains the word done, then save it to out.md => loop limit:steps=350 edge:check>give_up edge:check>save", "Stop after 2 minutes => when:state.rounds>=120 limit:steps=400 says:1s"],
        ["Poet writes a haiku, critic scores it; below 7 the poet tries again => edge:again>poet when:state.rounds<=5"],
        ["Ask Anna to approve the text I enter, then save it to x.md => count:human=1", "She has 2 days, then ask Bob => late says:2d count:human=2 edge:approve>save edge:approve_2>save"],
        ["I have a list of guests. For each guest write an invitation and save them to invitations.md => input:guests map:2", "The list is guests.csv => has:csv.read says:guests.csv says:invitations.md edge:read>write map:2"],
        ["When the stock in stock.csv is below 10 save the item to order.csv => has:csv.read,csv.write count:agent=0"],
        ["Summarise a note and save it to note.md => has:file.write", "Call the workflow final check => name:final-check count:workflow=0"],
        ["Ask Tom to approve the offer I enter and mail it to a@b.de => assign:tom", "The approval is for Julia => assign:julia count:human=1"],
        ["Read a claim. If the amount is over 500, ask Dana to approve it; then save it to paid.md => when:500", "500 should be 750 => when:750"],
    ];
}
