namespace Platform.IntegrationTests.Chat;

/// <summary>The shape of first requests: frames around lists of steps, several of one kind at once, rows out of texts, names that are given.</summary>
internal static partial class ComposerTable
{
    private static string[][] Shaped() =>
    [
        // A frame announces steps and is none; each of its items is one, by its mark or by who does it.
        ["Please build a workflow with these steps: a) search the web for the brand, b) open the top result, c) summarise it, and d) post it to #brands => order:web.search,web.fetch,agent,slack.post nodes:4 says:results[0].url"],
        ["Define three steps: scout searches the web, weigher weighs the findings, author writes a memo => nodes:3 node:scout,weigher,author edge:scout>weigher edge:weigher>author has:web.search input:topic", "Add a step doublechecker, an agent with web search, between weigher and author => nodes:4 count:agent=4 edge:weigher>doublechecker edge:doublechecker>author"],
        ["The pipeline has two stages: loader loads notes.txt, shortener summarises it => order:file.read,agent nodes:2 node:shortener"],

        // Who they are stands behind what they do; each with a name is an agent of its own.
        ["Put the same question to three models at once: claude, gpt-4o and mistral. A referee then picks the best answer => starts:3 join:3 count:agent=4 input:question"],
        ["Ask two models in parallel to write a slogan: gemini and gpt-4o. Then a judge decides which slogan wins => starts:2 join:2 count:agent=3"],

        // What is there many times is a table of rows; what is tried again has failed.
        ["Fetch https://a.com/jobs, have an agent extract all job titles and salaries and write them to jobs.csv. Retry the fetch twice if it fails, with a timeout of 20 seconds => order:web.fetch,agent,csv.write says:\"rows\":\"${{_state.jobs_}}\" retry:2 timeout:20"],
        ["Read the menu.txt, extract the name and price of every dish and save them to dishes.csv => order:file.read,agent,csv.write says:\"rows\":\"${{_state.dishes_}}\""],

        // The name stands in a sentence of its own; a path is a file.
        ["I need a workflow named lease-check. The user provides a file path; read it and let an agent list the risks => name:lease-check order:file.read,agent nodes:2"],
        ["The person gives a file path; read the file and let an agent list the duties => order:file.read,agent nodes:2 says:inputs.path"],

        // Who talk until they agree hear each other; an agent says whether they do, and who sums up comes in any case.
        ["Let a landlord and a tenant haggle over the rent in turns until they agree or 4 rounds have passed, then a notary writes the contract => node:landlord,tenant,judge,check,notary loop input:rent edge:check>landlord edge:check>notary count:human=0 when:state.rounds>=4", "Run the landlord on mistral, the tenant on gpt-4o and the notary on claude => model:openai/gpt-4o model:anthropic/claude-haiku-4-5 model:mistral/mistral-small-latest nodes:5"],
        ["Two agents, a planner and a sceptic, discuss the roadmap until they reach a compromise, max 3 rounds. Then an editor writes the minutes to minutes.md => node:planner,sceptic,judge,editor loop has:file.write input:roadmap"],

        // One of several answers, each of his own kind; one more of them is one more way to the same end.
        ["Pass the request to one of two specialists: if it is about visas, the visa specialist answers, else the travel specialist answers. Either answer goes to #desk on Slack => nodes:4 node:visa_specialist,travel_specialist,classify ways:2 count:human=0 edge:visa_specialist>post edge:travel_specialist>post input:request", "Add a third specialist for lost luggage questions => nodes:5 ways:3 node:lost_luggage_specialist edge:lost_luggage_specialist>post says:==_'lost_luggage'"],
        ["Hand each ticket to the right agent: printer tickets go to the printer agent, network tickets to the network agent, everything else to the helpdesk agent. Then email the answer to desk@x.org => nodes:5 ways:3 count:agent=4 order:agent,agent,email.send", "We also need a specialist for passwords => nodes:6 ways:4 edge:passwords_specialist>email"],

        // Who only rates gives a number; several searches are several steps, and all of them are waited for.
        ["A researcher agent with web search looks up the club, then a rater agent gives a score between 0 and 20 => nodes:2 says:\"maximum\":20 node:rater", "If the score is 15 or more, mail to a@b.co, otherwise save it to rest.csv => when:state.score>=15 count:agent=2 has:csv.write has:email.send"],
        ["Run three web searches in parallel, take the first two that are done and have an agent merge them => count:web.search=3 join:3 nodes:4 input:query_1,query_2,query_3"],
    ];
}
