namespace Platform.IntegrationTests.Chat;

/// <summary>First requests in the plainest words: steps in a row, agents and roles, side by side, what is given and given back, models and tools of agents.</summary>
internal static partial class ComposerTable
{
    private static string[][] OwnerFirst() =>
    [
        // Nobody in particular who writes or thinks is an agent; who is named, or answers for it, is a person.
        ["Get a botanist, a chemist and a geologist to look at a soil report at the same time, then merge their opinions into one page => count:agent=4 join:3 input:soil_report no:human"],
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
    ];
}
