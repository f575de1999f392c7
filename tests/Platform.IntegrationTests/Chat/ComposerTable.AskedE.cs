namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns that change the graph: steps beside others, newcomers by the name of their work, order, people, what is taken out again.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedE() =>
    [
        ["Query the database for the orders of today, let an agent summarise them and post that to #shop on Slack. => order:sql.query,agent,slack.post", "Search the web for the weather alongside the query. => starts:2 join:2 order:web.search,agent,slack.post says:Results:", "Email it to boss@a.com in parallel with the Slack post. => edge:summarise>post edge:summarise>email"],
        ["Fetch https://a.com/menu and, in parallel, search the web for reviews; then write a report from both. => join:2", "Also search the web for allergens at the same time. => join:3 starts:3 count:agent=1"],
        ["Two authors write a poem about the sea in parallel, then a judge picks one. => starts:2", "Add a third author. => starts:3 join:3 node:author_3"],
        ["An agent writes a recipe for the dish I enter, then save it to recipe.md. => order:agent,file.write", "Add a tester after the writing. => order:agent,agent,file.write node:tester says:Test_it.", "Put a nutrition expert between the two agents. => node:nutrition_expert count:agent=3"],
        ["Read a.txt, summarise it, then post it to #a and email it to b@b.co at the same time. => join:0", "One after another please: first the email, then the post. => edge:email>post"],
        ["A researcher collects facts on a toy, a writer turns them into an advert, a critic reviews it. => count:agent=3", "If the critic is not happy, go back to the writer. => loop", "Remove the critic and the loop. => count:agent=2 gone:critic edge:researcher>writer"],
        ["An author writes a joke about a topic and a critic reviews it until the critic approves it. => loop", "No loop any more, please. => count:agent=2 no:set"],
        ["Translate a letter into Welsh and email it to post@a.com => input:letter order:agent,email.send", "Put a step in front that reads the letter from letter.txt. => order:file.read,agent,email.send says:state.text"],
        ["One agent checks a lease for risks, another for costs, in parallel, then a third merges both reviews. => join:2", "Add a reviewer next to them that looks at insurance. => join:3 count:agent=4 says:insurance"],
        ["Ask the guest for the booking code, look it up in the database and send them an email. => order:human,sql.query,email.send", "Have an agent write the email text in a warm tone. => order:human,sql.query,agent,email.send says:state.email"],
        ["Search the web for news on a town, pick the best three and email them to a@a.com. => order:web.search,agent,email.send", "Search for weather at the same time. => starts:2 join:2", "And for events too. => starts:3 join:3 says:events"],
        ["Translate a speech into Dutch and Danish in parallel, and save both. => count:agent=2", "Add Polish as a third language. => count:agent=3 says:Polish"],
        ["Research a firm on the web, write a profile and save it to profile.md. => order:agent,agent,file.write", "Before the research, check our memory for what we already know. => order:memory.search,agent,agent,file.write", "Post the profile to #firms when it is done. => order:agent,agent,slack.post no:junction"],
        ["Call the workflow wash, then write a note about its result and email it to a@a.com => order:workflow,agent,email.send", "Call the workflow collect before that. => order:workflow,workflow,agent,email.send edge:call_collect>call_wash"],
        ["Search the web for a topic, let an agent summarise it, then post the summary to #news on Slack. => order:web.search,agent,slack.post", "Fact-check the summary at the same time as the post. => order:web.search,agent,slack.post edge:summarise>post count:agent=2", "Before everything, ask Eva for the topic. => order:human,web.search,agent,slack.post says:state.answer"],
        ["A storyteller agent writes a tale about an animal, then a painter agent describes a picture for it. => count:agent=2", "Take out the painter and save the tale to tale.txt. => order:agent,file.write count:agent=1 gone:painter"],
        ["Email kim@a.com, wait 3 days, then email lee@a.com. => order:email.send,wait,email.send", "Change the wait to one week and after the second email post a note to #done. => order:email.send,wait,email.send,slack.post", "Run the workflow tidy-up at the very end. => order:slack.post,workflow"],
    ];
}
