namespace Platform.IntegrationTests.Chat;

/// <summary>First requests in the plainest words: steps in a row, agents and roles, side by side, what is given and given back, models and tools of agents.</summary>
internal static partial class ComposerTable
{
    private static string[][] OwnerFirst() =>
    [
        // Nobody in particular who writes or thinks is an agent; who is named, or answers for it, is a person.
        ["Get a botanist, a chemist and a geologist to look at a soil report at the same time, then merge their opinions into one page => count:agent=4 join:3 input:soil_report no:human"],
        ["Have a lawyer, an accountant and a designer look at an offer at the same time, then merge their opinions into one page => starts:3 join:3 count:agent=4 no:human"],
        ["Have a songwriter write two choruses for a band, then a producer picks the better one => node:songwriter count:agent=1 count:human=1"],
        ["Draft a speech about a topic, have an editor tighten it and a translator turn it into Danish => count:agent=3 node:editor,translator input:topic"],
        ["The head gardener approves the plan I enter, then a landscaper writes the offer => count:human=1 count:agent=1 node:landscaper"],

        // Which company, city or dish is meant is given to the run.
        ["Investigate a startup with web search and write a two-page memo => input:startup says:${{_inputs.startup_}}"],
        ["Look up the ferry times in a town and propose a day trip => input:town says:ferry_times_in_${{_inputs.town_}}"],
        ["Search the web for a museum's opening hours and put them in hours.md => input:museum order:web.search,file.write"],
        ["Suggest a side for a dish and keep it short => input:dish"],
        ["Use gpt-4o to write a hotel description and claude to proofread it => input:hotel count:agent=2 model:openai/gpt-4o"],
        ["Write a story about a dragon => count:agent=1 nodes:1"],

        // An agent without a name is called after what it does.
        ["Read tide.csv and have an agent explain the highs and lows => node:explain gone:work"],

        // What is asked for by the name of what it does; usual values of inputs.
        ["Build a poem generator with two inputs, mood and length, where length defaults to 12. => input:mood,length says:default count:agent=1"],
        ["Make a paraphraser that takes a text and a style. The style is casual by default. => input:text,style says:casual count:agent=1"],
        ["I need a report summarizer that takes a url and returns the summary => order:web.fetch,agent input:url"],

        // Who stands in for which model, and where a model runs.
        ["Use gemini to outline a lecture and gpt-4o to write it. If gemini is down, use claude. => says:\"google/gemini-2.5-flash\",\"fallback\" model:anthropic/claude-haiku-4-5"],
        ["Try gpt-4o first and fall back to mistral when it is not available. Proofread a letter. => model:openai/gpt-4o model:mistral/mistral-small-latest says:fallback"],
        ["Use mistral on my laptop. Rewrite a paragraph. => model:ollama/mistral input:paragraph"],

        // Steps and agents that are listed: each is what it does.
        ["Create four steps, research, outline, draft and proofread, each done by a gemini agent, one after the other. => node:research,outline,draft,proofread order:agent,agent,agent,agent model:google/gemini-2.5-flash input:topic"],
        ["Set up a workflow with three phases: brainstorm, write and edit => node:brainstorm,write,edit"],
        ["Run three agents in parallel on a song: one writes a review, one a translation and one a list of themes. => starts:3 count:agent=3 input:song"],
        ["A poet writes a verse for a holiday and an illustrator describes a picture. Both work at the same time. => starts:2 input:holiday"],
        ["Let one agent argue for a law and another argue against it, then a judge decides who is right => starts:2 join:2 input:law"],
        ["A planner cuts a project into chapters, a worker does each chapter, and a reviewer checks the results => map:1 count:agent=3 no:human"],
        ["The first agent, with gpt-4o, writes a riddle about an animal; the second, with gemini, solves it. => count:agent=2 model:openai/gpt-4o model:google/gemini-2.5-flash"],
        ["Do a safety review and a cost review of a proposal in parallel, then merge the findings => says:for_safety says:for_cost join:2 input:proposal"],

        // Programs that are read or written run nowhere; lists with a thing for each are one text.
        ["Explain a javascript function and then write tests for it => count:agent=2 no:code"],
        ["Turn interview notes into a list of quotes with a speaker and a topic for each => count:agent=1 map:0 input:interview_notes"],
        ["Generate five titles for a book, check each one on the web and recommend the best => map:1 has:web.search input:book"],

        // A verb that is said once; what is wished of a text and what is added to it; dials of any agent.
        ["Give me the risks and chances of a project, then a recommendation => count:agent=2 input:project"],
        ["Write an outline about a topic, then a script => count:agent=2"],
        ["Simplify a policy, keep it under 200 words and add a glossary => count:agent=2 says:under_200_words"],
        ["Use claude with a temperature of 0.1 to extract the seller and the price from a receipt => says:\"temperature\":0.1 input:receipt"],
        ["I want to send in a dream and get back a short interpretation with a proverb => input:dream count:agent=1"],
        ["Input: a list of ingredients. Output: a menu. => input:ingredients count:agent=1"],
        ["Plan a picnic for a family with a given age and budget => input:age,budget"],

        // Agents by role, with what they use.
        ["Ask a chemist agent and a biologist agent to explain a phenomenon and compare their answers => starts:2 join:2 node:chemist,biologist"],
        ["Let a tax agent using claude opus review a contract for gaps and a legal agent using gpt-4o review it for risks, then combine both reviews => model:anthropic/claude-opus-4-5 model:openai/gpt-4o count:agent=3 input:contract"],
        ["Use gpt-4o as the writer and claude as the critic. The writer drafts a sonnet about an animal, the critic reviews it. => model:openai/gpt-4o model:anthropic/claude-haiku-4-5 node:writer,critic"],
        ["A fact checker with web search verifies an article => has:web.search count:agent=1 input:article"],
        ["An agent reads a complaint and writes an apology, a second agent checks the tone => count:agent=2 input:complaint"],
        ["Two experts, a baker and a chemist, give advice on a recipe independently, then a coach sums it up => starts:2 no:human count:agent=3 input:recipe"],
        ["The agent is a patient tutor who answers questions about a speech => count:agent=1 input:speech"],
        ["Make three versions of a toast, one short, one funny and one solemn, and let an agent pick the best => starts:3 join:3 says:funny_version"],
        ["Fetch two pages, https://a.com/1 and https://a.com/2, at the same time and compare them => starts:2 join:2 count:web.fetch=2"],
        ["Take a memo, translate it into Thai and Korean at the same time, and collect the translations in one document => starts:2 join:2 count:agent=3"],
        ["Call the workflow trip-writer. It takes a town, researches the town on the web and writes a guide. => name:trip-writer no:workflow input:town"],
    ];
}
