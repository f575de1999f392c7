namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns that change the graph: steps beside others, newcomers by the name of their work, order, people, what is taken out again.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedE() =>
    [
        ["Query the database for the orders of today, let an agent summarise them and post that to #shop on Slack. => order:sql.query,agent,slack.post", "Search the web for the weather alongside the query. => starts:2 join:2 order:web.search,agent,slack.post says:Results:", "Email it to boss@a.com in parallel with the Slack post. => edge:summarise>post edge:summarise>email"],
        ["Fetch https://a.com/menu and, in parallel, search the web for reviews; then write a report from both. => join:2", "Also find the allergens of the page at the same time. => join:3 count:agent=2"],
        ["Two authors write a poem about the sea in parallel, then a judge picks one. => starts:2", "Add a third author. => starts:3 join:3 node:author_3"],
        ["An agent writes a recipe for the dish I enter, then save it to recipe.md. => order:agent,file.write", "Add a tester after the writing. => order:agent,agent,file.write node:tester says:Test_it.", "Put a nutrition expert between the two agents. => node:nutrition_expert count:agent=3"],
        ["Read a.txt, summarise it, then post it to #a and email it to b@b.co at the same time. => join:0", "One after another please: first the email, then the post. => edge:email>post"],
        ["An inventor describes a toy for an age group, a marketer turns it into a slogan, a tester rates it. => count:agent=3", "If the tester is not convinced, back to the marketer. => loop", "Remove the tester and the loop. => count:agent=2 gone:tester no:junction"],
        ["An author writes a joke about a topic and a critic reviews it until the critic approves it. => loop", "No loop any more, please. => count:agent=2 no:set"],
        ["Translate a letter into Welsh and email it to post@a.com => input:letter order:agent,email.send", "Put a step in front that reads the letter from letter.txt. => order:file.read,agent,email.send says:state.text"],
        ["One agent checks a lease for risks, another for costs, in parallel, then a third merges both reviews. => join:2", "Add a reviewer next to them that looks at insurance. => join:3 count:agent=4 says:insurance"],
    ];
}
