namespace Platform.IntegrationTests.Chat;

/// <summary>Agents as they are spoken of by the way: without an article or a verb, by what nobody has a word for, one for each category, and what becomes of "the good ones".</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedA() =>
    [
        ["Sort the complaint into noise, dirt or damage, and pass it to a dedicated agent for each. => count:agent=4 ways:4 map:0 says:[\"noise\",\"dirt\",\"damage\"]"],
        ["A mender agent patches the poem I paste, then a tinter agent colours it, and a gilder agent gilds the result and saves it to poem.md. => order:agent,agent,agent,file.write count:agent=3 node:mender,tinter,gilder says:Gild_the_result"],
        ["Finder agent picks the dates from a letter, checker agent on claude checks them. => order:agent,agent count:agent=2 node:finder,checker model:anthropic/claude-haiku-4-5 input:letter"],
        ["Outline agent, then author agent, then email it to a@b.co. If the email fails, post to #ops. => order:agent,agent,email.send error count:agent=2 has:slack.post"],
        ["I want a scout agent that lists islands, then start a guide agent on each island, 3 at a time, and finally an editor agent that combines the results. => map:1 at:3 order:agent,agent,agent node:scout,guide,editor"],
        ["A claims agent reads a claim and decides whether it is genuine. Genuine ones go to a payout agent, the rest to a file called doubtful.txt. => order:agent,agent order:agent,file.write count:agent=2 ways:2 input:claim"],
        ["A grading agent checks the essay I paste, and good ones are stored in memory while weak ones are sent to an editor for review. => order:agent,memory.save order:agent,human"],
        ["A critic agent reads the pitch I enter; if catchy post it to #ideas, if dull ask the boss. => order:agent,slack.post order:agent,human"],
        ["Let an inspector agent find cracks in the report I paste, and if it finds any open a GitHub issue in acme/bridge. => order:agent,github.issue ways:2 says:there_are_cracks"],
        ["Every Monday at 7 a news agent collects headlines and a poet agent writes a limerick that gets sent to Slack channel #fun. => order:agent,agent,slack.post trigger:cron says:#fun"],
        ["Every day at 9 summarise https://a.com/n and post it to #n. => trigger:cron", "Use the time zone Europe/Lisbon. => trigger:cron says:Europe/Lisbon"],
        ["Painter, framer and hanger agents: the painter drafts a picture of a place I enter, the framer describes a frame, the hanger suggests a wall. Just once, no loop. => count:agent=3 order:agent,agent,agent node:painter,framer,hanger"],
        ["Novelist writes a scene about a town, critic scores it from 1 to 10, repeat until the score is at least 7, at most 3 rounds. => loop no:human node:novelist input:town when:state.score>=7.0"],
        ["Agent 1 drafts a song about a city, agent 2 rhymes it better, agent 3 translates it into Dutch. => count:agent=3 order:agent,agent,agent node:agent_1,agent_2 input:city"],
        ["Give four agents the same riddle, each on its own model (gpt-4o, claude, gemini, mistral), then a jury agent picks the best. => starts:4 count:agent=5 join:4 model:openai/gpt-4o input:riddle"],
        ["Set up three brainstorming agents working in parallel on different models: claude, mistral and gpt-4o, and a chooser agent that picks the best idea. => starts:3 join:3 count:agent=4 input:topic"],
        ["I need a crew of three agents working one after another: botanist, chemist and editor, each on gpt-4o-mini, writing a report on a garden. => count:agent=3 order:agent,agent,agent node:botanist,chemist,editor model:openai/gpt-4o-mini says:Write_a_report_on_a_garden"],
        ["For each poem in a list of poems run a proofreader agent, four in parallel, and save the results to poems.md. => map:1 at:4 order:agent,file.write node:proofreader"],
        ["Build a router: a small gpt-4o-mini agent classifies the question as plants, animals or rocks, and each class has its own expert agent. => count:agent=4 ways:4 model:openai/gpt-4o-mini input:question"],
        ["A claude agent drafts a toast on a theme, then a slow gpt-4o agent shortens it. => count:agent=2 order:agent,agent model:openai/gpt-4o input:theme"],
        ["A quick groq agent translates the menu I paste into Dutch and a mistral agent checks the translation. => count:agent=2 order:agent,agent model:groq/llama-3.3-70b-versatile"],
        ["Agent writes a caption about my shop, a taste agent checks it; if fine wait 10 minutes and then post it by HTTP to https://a.com/captions, if not fine ask the owner. => order:agent,agent,wait,http.request order:agent,agent,human"],
    ];
}
