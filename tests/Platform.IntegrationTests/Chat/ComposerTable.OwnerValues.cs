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

        // Days in a row, a later hour, dates; when only something is told; a list of addresses; a key of an API; a cheaper model.
        ["Each evening at 8 read sold.csv and email a summary to a@b.co => says:0_20_*_*_*", "Push it back to 21 => says:0_21_*_*_*", "Only Tuesday to Friday => says:0_21_*_*_2,3,4,5", "Use b@b.co and c@b.co instead => says:[\"b@b.co\",\"c@b.co\"] nodes:3"],
        ["Write a letter with gpt-4o and mail it to a@b.co every first of the month => says:0_9_1_*_*", "Switch to a cheaper model, gpt-4o-mini => model:openai/gpt-4o-mini", "Change the recipient to d@b.co and send it on the 20th => says:d@b.co says:0_9_20_*_*"],
        ["Download https://a.com/level.json every 30 minutes and if the level is above 3 alert #river => when:>3", "Alert me only when it goes over 4.5 => when:>4.5 nodes:3", "Run it hourly during office hours => says:0_9-17_*_*_* nodes:3"],
        ["Check https://a.com/up every 5 minutes and email a@b.co when it is down => error", "Tell me only after 3 failed attempts => retry:3 nodes:2"],
        ["Take a list of towns and find the air of each with a GET to https://a.com/air, two at a time => map:1", "Limit each call to 5 seconds and retry it once => timeout:5 retry:2", "Add an API key to the request => has:http.request says:X-Api-Key nodes:1"],
        ["Let an agent draft a rule and ask Kim and Lou to approve it in parallel => count:human=2", "Who has to approve? => nothing", "What happens if the number is 50? => nothing"],
        ["Generate three mottos, let a person pick the best one and post it to #crew => order:agent,human,slack.post", "Give the person a day to choose, otherwise sing the first one => says:1d nodes:3", "Post it at 10 o'clock on weekdays => says:0_10_*_*_1-5 nodes:3"],

        // One value in the place of another by its name; values of two things under one verb; each of a list; tries and then something else; fields of the form without the word.
        ["Every Friday at 16:00 fetch https://a.com/week and post it to #team => says:0_16_*_*_5", "Please change Friday to Thursday => says:0_16_*_*_4", "Make it an hour earlier => says:0_15_*_*_4"],
        ["Have gpt-4o write a fable on a given subject => nodes:1", "Limit the fable to 300 words and the run to $1 => says:300_words limit:cost=$1"],
        ["Go through all rows of hats.csv and write a line for each with gemini, at most 4 at once => map:1", "Make it 9 in parallel, retry each one three times => at:9 retry:3 order:csv.read,agent", "Stop the whole thing after two hours or when it has cost 5 euros => limit:time=2h limit:cost=$5"],
        ["Fetch https://a.com/tide and post it to #pier => nodes:2", "Give the fetch 15 seconds and two retries => timeout:15 retry:2", "If the fetch fails, retry it twice after 30 seconds, then post \"No data\" instead => says:30s says:No_data count:slack.post=2 error"],
        ["Ask the guest for name, age and diet with a form, let an agent suggest a dish, and have a cook confirm => count:human=2", "Remove the age and ask for the phone number too => says:[\"name\",\"diet\", count:human=2"],
        ["Read a.csv, keep the rows where amount is over 1000 and email them to a@b.co => has:email.send", "Copy c@b.co => says:\"cc\":[\"c@b.co\"]", "The email should have the subject \"Large ones\" => says:Large_ones"],
        ["Wait for the event bill.sent, wait 14 days, then post \"Pay\" to #bills => count:wait=2", "The event is called bill.mailed => says:bill.mailed says:14d"],
        ["Translate a letter into Polish => nodes:1", "Make the language an input that defaults to Polish => input:language", "Make Czech the default => says:Czech"],
        ["Answer a question with claude => nodes:1", "Use at most 200 tokens for each reply => says:200"],

        // What starts it is no condition; a pause that goes; who somebody is; times of agents; names of files; a topic that is set; two values of two kinds.
        ["Have an agent review a patch and post the review as a GitHub issue in a/b => nodes:2", "Run it when the webhook patch-in comes in => trigger:webhook nodes:2", "Don't let the reviewer take more than 90 seconds => timeout:90 nodes:2", "The repo is a/site => says:a/site nodes:2"],
        ["Write a thank-you and send it to a@b.co after 10 minutes => count:wait=1", "Send it right away => count:wait=0 has:email.send", "Sign the thank-you with \"Your crew\" => says:Your_crew"],
        ["Search for boats in Kiel, pick the ten best ones and save them to boats.md => has:web.search", "Pick only 5 => says:\"count\":5", "Rename boats.md to kiel.md => says:kiel.md gone:kiel_md"],
        ["Translate a speech to English, then have a human proofread it within a day => count:human=1", "The proofreader is Emma => assign:emma nodes:2"],
        ["Create a test with 10 questions about a topic and email it to a@b.co every Monday at 8am => says:0_8_*_*_1", "15 questions, please, and on Wednesdays => says:15_questions says:0_8_*_*_3", "Set the topic to \"Volcanoes\" => says:\"default\":\"Volcanoes\""],
        ["Fetch https://a.com/r every hour and store it in r.json => says:0_*_*_*_*", "Start at 6 in the morning only on working days => says:0_6_*_*_1-5"],
        ["Write three slogans and let me choose => count:human=1", "I only have one day to choose => says:1d count:human=1"],

        // One retry is a second try; a reminder after a time; a length and a manner; two names under one verb; a language where it is sent too.
        ["Call https://a.com/leads, retry 3 times and email the result to a@b.co => retry:3", "Only one retry => retry:2"],
        ["Ask the coach to pick a date for the match, then post the date to #club => count:human=1", "Remind the coach after 6 hours => count:human=2 late says:6h"],
        ["Draft an answer to a review with mistral, at most 80 words => nodes:1", "Make it 120 words and a bit warmer => says:120_words says:warmer"],
        ["Run a Python script that counts the vowels of the text I give => nodes:1", "Name the step count_vowels => node:count_vowels"],
        ["Translate the page https://a.com into English and Dutch, and email both versions to a@b.co => join:2", "Change Dutch to Danish => node:translate_danish says:Danish:", "Make the email subject \"Both\" => says:\"subject\":\"Both\""],
    ];
}
