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
    ];
}
