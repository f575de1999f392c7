namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns that change values, as an owner says them: budgets, times, schedules, models, people, names, and several of them in one turn.</summary>
internal static partial class ComposerTable
{
    private static string[][] OwnerValues() =>
    [
        // Several orders in one turn, each with its own verb; a subject, or a verb, that is said once.
        ["Research a lake with web search and write a one-page guide. It must never cost more than 3 dollars => nodes:2", "Raise the budget to 4 dollars and allow at most 25 steps => says:$4 says:25 nodes:2", "Give it half an hour => says:30m nodes:2"],
        ["Fetch https://a.com/rates and save it to rates.txt => nodes:2", "The fetch should time out after 15 seconds and be retried twice => timeout:15 retry:2"],
        ["Translate a memo to Dutch with gpt-4o => nodes:1", "Set the temperature to 0.3 and limit the answer to 400 tokens => says:0.3 says:400", "Put a token limit of 90k and a cost limit of $1 on it => says:90000 says:$1"],
        ["Read faq.md and answer the question with it => nodes:2", "Use claude for the answer, at most 250 tokens per answer, temperature 0 => nodes:2 says:250 model:anthropic/claude-haiku-4-5"],
        ["Write a song about a river and mail it to a@b.co => count:agent=1", "Set the subject to \"A song\" and the text to \"Sing along.\" => says:\"subject\":\"A_song\" says:\"text\":\"Sing_along.\""],

        // Times of the schedule: a zone beside the hour, how often is enough, hours of the day, days off; a schedule alone is no second one.
        ["Every weekday at 9 fetch https://a.com/stock and post it to #stock => says:0_9_*_*_1-5", "Make it 8:15 instead, Tokyo time => says:15_8_*_*_1-5 says:Asia/Tokyo", "Once a day is enough => says:15_8_*_*_* count:slack.post=1"],
        ["Fetch https://a.com/tide every 10 minutes and save it to tide.txt => says:*/10", "Checking once an hour is fine => says:0_*_*_*_*", "Check every 30 minutes instead, but only between 6 and 20 => says:*/30_6-19", "Stop it from running on weekends => says:*/30_6-19_*_*_1-5"],
        ["Every day at 7 post \"Wake up\" to #camp => says:0_7_*_*_*", "Make it 6 in the evening => says:0_18_*_*_*", "Run it twice a day at 8 and 17 => says:0_8,17_*_*_*"],

        // People: who is asked in whose place, and what belongs to the time that they have.
        ["Draft an offer and let Ida approve it before it is emailed to a@b.co => assign:ida", "It should be Omar who approves, not Ida => assign:omar count:human=1", "Omar has three days to answer. After that, cancel. => says:3d late"],
        ["Ask the cook to approve the menu, then mail it to a@b.co => count:human=1", "The waiter should approve it instead of the cook => assign:role:waiter count:human=1", "He has until tomorrow, otherwise cancel the run => says:1d late"],
        ["Wait for the event goods.arrived, then post \"Here\" to #dock => order:wait,slack.post", "If the goods never show up, post \"Where?\" to #lost => error count:slack.post=2", "Wait for the event goods.unloaded instead => says:goods.unloaded"],

        // Models and inputs.
        ["Write a toast with claude => nodes:1", "If it is unavailable, fall back to gpt-4o => says:fallback", "Which models does it use? => nothing"],
        ["Translate a letter into Polish => nodes:1", "Make the language an input that defaults to Polish => input:language", "Change the default to Czech => says:Czech nodes:1"],
        ["Translate a song into Danish, Dutch and Greek in parallel => count:agent=3", "Swap Greek for Welsh => says:Welsh node:translate_welsh count:agent=3"],

        // Loops and tries: what is required, and what is tried again already.
        ["Write a motto, let an agent score it from 1 to 10 and repeat until it is at least 7, at most 4 times => when:score>=7.0", "A score of 9 should be required and let it try 6 rounds => when:score>=9.0 when:state.rounds>=6"],
        ["Call https://a.com/pay, retry 2 times, and save the answer to pay.json => retry:2", "Five attempts please, with 5 seconds between them => says:\"attempts\":5 says:5s count:file.write=1"],

        // Names, fields of a form, files and pauses that are there.
        ["When the webhook lead arrives, post the name to #leads => trigger:webhook", "Call the webhook new-lead => says:new-lead nodes:1"],
        ["Ask the guest for name and room in a form, then save it to guests.csv => count:human=1", "Add the arrival time as an optional field and make the room optional => says:\"required\":[\"name\"]", "Rename the form step to checkin => node:checkin"],
        ["Search the web for bees, write a report and save it to bees.md => nodes:3", "Save it as honey.md in the folder hive => says:hive/honey.md nodes:3", "The report should be in English, about 2 pages and for children => says:for_children nodes:3"],
        ["Wait 2 hours, then post \"Tea\" to #kitchen => order:wait,slack.post", "Wait until tomorrow at 9 => order:wait,slack.post nodes:2"],
        ["Fetch https://a.com/x and mail it to a@b.co => nodes:2", "Can it send an SMS when that fails? => nothing", "After that, fax it to the office => nothing"],
    ];
}
