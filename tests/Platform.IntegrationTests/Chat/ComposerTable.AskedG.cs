namespace Platform.IntegrationTests.Chat;

/// <summary>Later turns that change values: two in one turn, times and what happens after them, models of two steps, names of files, schedules, what is taken back by words.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedG() =>
    [
        ["Translate a letter into Dutch and save it to letter.txt => order:agent,file.write", "Change the language to Greek and the file to greek.txt => says:into_Greek says:greek.txt gone:find"],
        ["An illustrator draws a logo idea for a brand, then a critic reviews it. => node:illustrator,critic", "The critic should use gemini and the illustrator gpt-4o => count:agent=2 model:openai/gpt-4o model:google/gemini-2.5-flash", "Set the critic's model to claude and its timeout to 45 seconds => timeout:45 model:anthropic/claude-haiku-4-5"],
        ["Every Tuesday at 10 fetch https://a.com/menu and email it to cook@a.com => trigger:cron", "Change the schedule to Thursdays at 3pm => says:0_15_*_*_4", "Set the schedule to weekdays at 7:30 => says:30_7_*_*_1-5"],
        ["Write a notice, let the press officer approve it, and post it to #news => assign:role:press_officer", "The press officer gets three days to answer, and if she doesn't, mail ina@a.com => late has:email.send says:3d order:human,email.send", "Remind the press officer on Telegram when there is no answer after 2 days => late has:telegram.send says:2d"],
        ["Draft an ad, have legal approve it and save it to ad.txt => assign:role:legal", "Give the legal team 6 hours => says:6h", "Give legal 8 hours. If they don't react, post it to #late => late has:slack.post says:8h"],
        ["Fetch https://a.com/prices and post them to #prices => order:web.fetch,slack.post", "Give the fetch a timeout of 8 seconds and three retries => timeout:8 retry:3", "Cancel the whole run after 5 minutes at the latest => limit:time=5m nodes:2"],
        ["Summarise a contract, email the summary to legal@a.com and save it to contract.txt => order:agent,email.send", "Don't send the email, the file is enough => no:email.send has:file.write", "Rename the output file to digest.txt and limit the cost to $1 => says:digest.txt limit:cost=$1"],
        ["Read app.log, find the warnings, remember them and post them to #ops => has:memory.save", "Undo the memory part, we don't need it => no:memory.save has:slack.post", "Undo => nothing"],
        ["An agent writes a menu, then Karin approves it and it is saved to menu.md => assign:karin", "Let Omar approve it and not Karin => assign:omar count:human=1"],
        ["List the files in the folder scans and summarise each one => map:2", "Work on three files at a time with gpt-4o-mini => at:3 model:openai/gpt-4o-mini"],
        ["Write an offer for a project and send it to the client => order:agent,email.send input:project,client_email"],
        ["Search the web for a film, write a review and post it to #films => order:web.search,agent,slack.post", "Swap the web search for a lookup in memory => order:memory.search,agent,slack.post", "Ask the choir president before posting, and give her 4 days => assign:role:choir_president says:4d order:agent,human,slack.post", "Nobody answered? Then email it to backup@a.com => late has:email.send"],
        ["Write a menu, let Rosa approve it and post it to #menu => assign:rosa", "Wrong person, it's Marco => assign:marco count:human=1", "Change the approver to the cook and the channel to #kitchen => assign:role:cook says:#kitchen", "No approval at all, I trust them => no:human", "Put the cook's approval back before the post => assign:role:cook order:agent,human,slack.post", "Rename the workflow daily-menu => name:daily-menu"],
        ["Read a donation, write a thank-you letter and email it to desk@a.com => order:agent,email.send", "Donations over 2000 need the approval of the mayor => when:>2000 assign:role:mayor order:human,email.send"],
        ["Read the text from talk.txt, write notes and save them to notes.md => order:file.read,agent,file.write", "Take the text from speech.txt, and email the notes to s@a.com => says:speech.txt count:file.read=1 has:email.send"],
        ["Write a poem and post it to #poems => order:agent,slack.post", "Only when the agent is content; otherwise stop => ways:2", "Let the treasurer know by email at t@a.com => has:email.send", "Allow the writer to search the web => has:web.search"],
        ["Write a fairy tale, let Nora approve it and save it to tale.txt => assign:nora", "If Nora says no, it should be written again. => loop count:agent=1"],
        ["Look up the open orders in the database and email them to stock@a.com => order:sql.query,email.send", "Have an agent word the email text in a warm tone. => order:sql.query,agent,email.send", "Could you water my plants on Sundays too? => nothing"],
        ["Every 20 minutes fetch https://a.com/tide and post it to #tide => trigger:cron", "Ten minutes, not twenty. => says:*/10"],
        ["A drafter writes a plan, then a checker looks for mistakes => order:agent,agent", "Put a person between them who can comment on the plan. => order:agent,human,agent"],
        ["Every Tuesday at 8 fetch https://a.com/bus, summarise it and email it to bus@a.com => trigger:cron", "Make it Saturdays at noon. => says:0_12_*_*_6", "Make it midnight => says:0_0_*_*_6", "Take Claude for the summary. => model:anthropic/claude-haiku-4-5", "Skip the mail, just store it in bus.md. => no:email.send says:bus.md", "Call the whole thing bus-times. => name:bus-times"],
        ["For every shop in a list, write a flyer and add the flyers to flyers.csv. Work on six at a time. => map:1 at:6 order:agent,csv.write input:shops says:flyers.csv"],
        ["Write a riddle about rain and save it to riddle.txt. Call the workflow rain-riddle. => name:rain-riddle order:agent,file.write"],
        ["Fetch https://x.dev/up and post it to #up. If the fetch fails after 4 attempts, email ops@x.dev. => retry:4 error order:web.fetch,slack.post has:email.send"],
        ["Every 20 seconds ask https://x.dev/job until the job is finished, at most 12 times, then email the result to a@x.dev. => loop says:20s order:web.fetch,agent,email.send says:12"],
        ["Turn the recording of an interview into text, pick out the best quotes and post them to #press. => order:audio.transcribe,agent,slack.post"],
        ["Fetch https://x.dev/health.html. If it says that something is unavailable, email ops@x.dev. => order:web.fetch,agent,email.send ways:2"],
    ];
}
