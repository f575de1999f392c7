namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns that change the graph, in the words of somebody who orchestrates agents: add, insert, remove, replace, connect, branch, go back.</summary>
internal static partial class ComposerTable
{
    private static string[][] OwnerC() =>
    [
        // Ways back by what an agent says, and ways forward that hang on it.
        ["An agent writes a recipe for the dish I enter, a second agent reviews it, then it is saved to dish.md => nodes:3", "If the reviewer is not satisfied, go back to the writer => nodes:4 when:!state.decision.approved edge:review>again edge:again>write edge:review>save when:state.rounds>5 says:What_was_said_of_it"],
        ["An agent writes a recipe for the dish I enter, a second agent reviews it, then it is saved to dish.md => nodes:3", "Loop back to the writing step until the reviewer finds no mistakes, at most 4 times => loop when:state.rounds>4 edge:review>again edge:again>write"],
        ["Read a.txt. First an agent named outline writes an outline, then an agent named draft writes a draft, then an agent named polish polishes it. => nodes:4", "Add a fact_check step after draft that uses web search => nodes:5 edge:draft>fact_check edge:fact_check>polish count:agent=4", "Connect fact_check back to draft if it finds errors, otherwise continue with polish => nodes:6 edge:fact_check>again edge:again>draft edge:fact_check>polish when:!state.decision.approved"],
        ["Read stock.csv, have an agent check that no prices are missing and post the rows to #stock => nodes:3", "Connect the check to an email to it@a.com when prices are missing => nodes:4 edge:work>email edge:work>post when:state.verdict.yes says:it@a.com"],
        ["Read stock.csv, have an agent check the prices and post the rows to #stock => nodes:3", "If the check fails, go back to the beginning, at most twice => loop when:state.rounds>2"],

        // Steps that are added by name, by a clause, between others.
        ["Read sales.csv, calculate the monthly average with Python and have an agent explain it => order:csv.read,code,agent", "Insert a JavaScript step called drop_blanks between reading the file and the average => edge:read>drop_blanks edge:drop_blanks>compute count:code=2"],
        ["Search the web for used bikes and send the best two to a@b.co => order:web.search,agent,email.send", "Insert an agent named sorter that sorts the bikes by price after the search => edge:search>sorter edge:sorter>find"],
        ["Search the web for used bikes and send the best two to a@b.co => order:web.search,agent,email.send", "Insert an agent between the search and the email that removes dead links => nodes:4 order:web.search,agent,agent,email.send"],
        ["Let gpt-4o write a song about the city I enter and post it to #songs => nodes:2", "Add a human step called pick_name where someone enters a name before the post => edge:write>pick_name edge:pick_name>post count:human=1"],
        ["Fetch https://a.com/n, have an agent pick the best story and email it to a@b.co => nodes:3", "Insert a step between the fetch and the agent that waits 5 minutes => edge:fetch>wait edge:wait>pick says:5m"],
        ["Fetch https://a.com/n, summarise it and post it to #n => nodes:3", "Add a step that waits two hours before the Slack message => edge:summarise>wait edge:wait>post"],
        ["Write a song about the animal I enter and save it to song.txt => nodes:2", "Add a branch after the song: if it has more than 300 words, shorten it => ways:2 edge:choose>save edge:summarise>save"],
        ["Every Monday at 9 run the SQL query \"select * from shifts\" and email the rows to a@b.co => nodes:2", "Turn the rows into a short note with an agent => nodes:3 order:sql.query,agent,email.send"],

        // One more, one less, another of those that work at once.
        ["Three reviewers read a thesis in parallel, one for style, one for sources and one for logic. A final agent merges their comments. => join:3", "Add a reviewer for legal questions => join:4 count:agent=5 node:legal_questions", "Remove the logic reviewer => join:3 count:agent=4", "Replace the style reviewer with one who looks at grammar => join:3 count:agent=4 says:grammar"],
        ["Three reviewers read a thesis in parallel, one for style, one for sources and one for logic. A final agent merges their comments. => join:3", "Remove the second reviewer => join:2 count:agent=3", "Also have a tax expert look at it => join:3"],
        ["Summarise the letter I paste and translate the summary into Dutch => nodes:2", "Make it Polish and Greek as well, all three in parallel => nodes:4 count:agent=4 edge:summarise>translate_polish", "Finally collect all of them in letter.md => join:3"],

        // What is left when something goes: no join of one, and nothing asked for that nobody uses.
        ["Fetch https://a.com/up every 10 minutes and if the page mentions an outage tell the team by slack and email in parallel => join:2", "Drop the email => no:junction nodes:2"],
        ["Fetch https://a.com/d, summarise it and post it to #d => nodes:3", "Swap the post for a Telegram message => order:web.fetch,agent,telegram.send nodes:3"],
        ["Fetch https://a.com/d, email it to a@b.co and post it to #d => nodes:3", "Remove the email, the post is enough => nodes:2"],

        // Categories, and branches whose one way is there already.
        ["Classify the ticket as bug, wish or other. Bugs are posted to #bugs, wishes are saved to wishes.md, the rest is emailed to a@b.co => nodes:4", "Add a fourth category called spam that simply ends => ways:4 nodes:4", "Add a category billing that goes to an accountant for approval => ways:5 count:human=1 assign:role:accountant", "Send bugs to a GitHub issue instead of Slack => has:github.issue no:slack.post ways:5"],
        ["Classify incoming mails as urgent or normal. Urgent ones go to #alerts. => nodes:2", "For urgent mails, also have an agent draft a reply before the alert => edge:classify>draft edge:draft>post"],
        ["GET https://a.com/items and email the result to a@b.co => nodes:2", "If the item is sold out, post to #buy, otherwise send the email => nodes:4 count:email.send=1 edge:judge>email edge:judge>post"],
        ["Search the web for used bikes and send the best two to a@b.co => nodes:3", "Add a branch: if no bike is below 200 euros, don't send anything => count:email.send=1 when:<200"],
        ["Wait up to 12 hours for the event parcel.sent, then summarise news.md and email it to a@b.co => nodes:4", "If the parcel never shows up, post to #shop instead => error count:slack.post=1"],

        // What is found out for each is filtered behind that; an issue is opened, not read.
        ["Read films.csv and have an agent score every film from 1 to 10 => nodes:2", "Keep only the films with a score above 6 => nodes:3 edge:score>filter says:state.scores.filter("],
        ["Fetch https://a.com/n and post it to #n => nodes:2", "Open a GitHub issue in parallel with the post => nodes:3 count:github.issue=1 edge:fetch>open_issue edge:fetch>post"],
        ["A researcher agent searches the web about the topic I give, a writer agent writes an essay => nodes:2", "Add a critic after the writer => nodes:3", "If the critic finds problems, go back to the writer, otherwise save the essay to essay.md => nodes:5 edge:critic>again edge:again>writer edge:critic>save count:file.write=1"],
        ["Read tickets.csv and for each row let an agent write a reply => map:1", "Save the replies to replies.csv => says:${{_state.replies_}}"],

        // Who is asked after whom.
        ["Draft a lease for the flat I name, then let the lawyer approve it and email it to a@b.co => nodes:3", "After the lawyer, ask the owner to approve it => count:human=2 edge:approve>approve_2 edge:approve_2>email"],
    ];
}
