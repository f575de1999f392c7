namespace Platform.IntegrationTests.Chat;

/// <summary>What was once read wrongly: limits within a sentence, deeds that no step does, what is saved and where, agents that go back and forth, workers, reviewers.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedKnown() =>
    [
        ["Fetch https://a.com/laptops, taking no longer than 12 minutes, and summarise it into laptops.txt => limit:time=12m order:web.fetch,agent,file.write nodes:3"],
        ["Research lighthouses on the web, allow $4 at most, and write a leaflet => limit:cost=$4 has:web.search count:agent=2"],
        ["Write an essay about salt and it must not cost more than $3 then save it to salt.md => limit:cost=$3 order:agent,file.write nodes:2"],
        ["Search the web for ferries within a budget of $2.50 and in no more than 8 minutes, then write a short note => limit:cost=$2.5 limit:time=8m order:web.search,agent nodes:2"],
        ["Draft a toast with a time limit of 6 minutes and a budget of $1, then mail it to best@a.com => limit:cost=$1 limit:time=6m order:agent,email.send nodes:2 says:Draft_a_toast."],
        ["Ask Olga to approve the flyer in no more than 4 days, then mail it to print@a.com => says:4d order:human,email.send assign:olga"],
        ["Fetch https://a.com/fridge and write a shopping list => nodes:2", "order the milk by courier => nothing", "have the eggs delivered by drone and mail the list to me@a.com => nodes:3 order:web.fetch,agent,email.send"],
        ["Fetch https://a.com/till and summarise it => nodes:2", "pay the rent with my credit card => nothing", "order the points by weight => nodes:3"],
        ["read the file, compute the average and save it => order:file.read,agent,file.write nodes:3 says:${{_state.answer"],
        ["Read weights.csv, work out the mean and store it => order:csv.read,agent,file.write nodes:3 no:csv.write"],
        ["Read essay.txt, summarise it and extract the names, then write both to essay.json => order:file.read,agent,file.write nodes:4 says:'summary':_state.summary,"],
        ["Classify the letter as order or complaint and extract the customer name. Write both to letter.json => says:'category':_state.category, nodes:3"],
        ["Read soup.txt, shorten it and save it to soup.md => nodes:3", "save it to kitchen.md => nodes:3 says:kitchen.md", "save it to fridge.md as well => nodes:4 says:kitchen.md says:fridge.md"],
        ["Read talk.txt, summarise it and save it to talk.md => nodes:3", "put the result into notes.md please => nodes:3 says:notes.md", "save the summary to other.md => nodes:3 says:other.md"],
        ["Fetch https://a.com/wind, summarise it and post it to #wind => nodes:3", "no slack, put it into wind.md => nodes:3 order:web.fetch,agent,file.write no:slack.post"],
        ["Fetch https://a.com/wind, summarise it and mail it to sail@a.com => nodes:3", "I'd rather have it in a file wind.md => nodes:3 order:web.fetch,agent,file.write no:email.send"],
        ["Two agents, a dreamer and a sceptic, discuss the budget. They go back and forth up to 4 times, then a third writes a summary => loop node:dreamer,sceptic order:agent,agent,set,agent when:>=4 says:Discuss_the_budget_as_the_sceptic"],
        ["A tenant agent and a landlord agent negotiate the rent, taking turns for up to 7 rounds => loop node:tenant,landlord when:>=7 nodes:3 no:human"],
        ["A poet drafts a sonnet, a critic criticises it, up to 3 rounds => loop node:poet,critic edge:check>poet when:>=3 nodes:3"],
        ["A writer drafts a fable and a critic reviews it until the critic is happy, at most 4 times => loop edge:check>writer when:decision.approved when:>=4"],
        ["Debate: one agent on gpt-4o argues for zoos, another on claude argues against, a third judges => node:pro,con,judge starts:2 join:2 model:openai/gpt-4o model:anthropic/claude-haiku-4-5 nodes:3"],
        ["Set up a debate between gemini and claude about homework, two rounds, then mistral picks the winner => loop node:pro,con,judge when:>=2 model:mistral/mistral-small-latest model:google/gemini-2.5-flash nodes:4"],
        ["Three reviewers for spelling, tone and facts look at the leaflet, then a lead merges the findings => starts:3 join:3 node:spelling,tone,facts,lead input:leaflet no:human"],
        ["Use 2 critics (plot, style) in parallel on novel.txt and combine their remarks => order:file.read,agent,agent node:plot,style join:2 no:human"],
        ["two editors, one for grammar and one for facts, check the speech, then save it to speech.md => starts:2 node:grammar,facts join:2 order:agent,file.write"],
        ["A supervisor decides which of two workers to use, one who can search the web or one who can write poems => node:supervisor,search,write edge:supervisor>search edge:search>supervisor has:web.search loop nodes:3"],
        ["A router agent sends the question to one of two agents: one who knows wine, one who knows cheese => node:router,wine,cheese edge:router>wine edge:cheese>router input:question loop"],
        ["For each url in urls fetch it and summarise it, afterwards an editor polishes the whole => map:2 order:web.fetch,agent,agent node:editor input:urls"],
        ["For each shop in shops write a short text, when all are done a proofreader agent checks everything together => map:1 node:proofreader count:agent=2"],
        ["A judge decides whether the note is a praise or a complaint. For praises, post to #joy. For complaints, email care@a.com => says:[\"praise\",\"complaint\"] order:agent,slack.post order:agent,email.send ways:3 input:note"],
        ["An agent decides if the ticket is a bug. For bugs open an issue in a/b. For feature requests, email pm@a.com => says:[\"bug\",\"feature_request\"] order:agent,github.issue order:agent,email.send input:ticket"],
        ["Ask the guest for a room number, look it up in the database, if not found, ask again => order:human,sql.query edge:query>ask nodes:2 no:agent"],
        ["Ask the user for a tram line, call https://a.com/lines with it. If it isn't found ask for another one, at most 3 times => order:human,http.request edge:check>ask when:>=3 loop count:human=1"],
        ["Ask Ole for a title, search the web for it. If nothing is found ask for another one, otherwise mail the results to ole@a.com => edge:search>ask order:human,web.search,email.send count:human=1"],
        ["A painter agent describes a picture and a critic agent scores it from 1 to 10; loop until the score is at least 9, at most 4 rounds. => node:critic loop when:>=4 gone:score"],
        ["A writer writes a slogan. A judge scores it from 1 to 10. If it is below 6 the writer tries again => node:writer,judge edge:judge>again edge:again>writer nodes:3 when:state.rounds<=5"],
        ["Fetch https://a.com/kites and summarise it => nodes:2", "call the workflow research-loop before that => order:workflow,web.fetch,agent nodes:3", "afterwards run shop-summary on the summary => nodes:4 order:agent,workflow"],
        ["Fetch https://a.com/kites, summarise it and post it to #kites => nodes:3", "have the workflow shop-summary run before the post => order:web.fetch,agent,workflow,slack.post nodes:4"],
        ["Research wasps on the web, allow $2 at most, taking no longer than 9 minutes, and write a report => limit:cost=$2 limit:time=9m count:agent=2 says:Research_wasps_on_the_web."],
        ["Write a limerick, costing at most 40 cents, in no more than 3 minutes, and save it to l.md => limit:cost=$0.4 limit:time=3m order:agent,file.write nodes:2"],
    ];
}
