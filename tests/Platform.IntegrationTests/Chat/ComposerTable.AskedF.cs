namespace Platform.IntegrationTests.Chat;

/// <summary>First requests of the usual demonstrations: retrieval, pipelines, triage, approvals, incidents, reviews side by side.</summary>
internal static partial class ComposerTable
{
    private static string[][] AskedF() =>
    [
        ["Put the question to gpt-4o and mistral at the same time, then an arbiter agent picks the better answer. => count:agent=3 join:2 model:openai/gpt-4o input:question nodes:3"],
        ["Sort a request as travel, hotel or car, and have a separate agent handle each category. => ways:4 count:agent=4 node:travel,hotel,car"],
        ["Classify a note as sales or support and answer each with a different agent. => ways:3 count:agent=3 node:sales,support input:note"],
        ["When a deploy webhook comes in, fetch the changelog and summarise it. => order:web.fetch,agent trigger:webhook input:changelog_url nodes:2"],
        ["A lease goes to legal first and then to the CEO. When both agree, email it to l@a.com. => order:human,human,email.send input:lease assign:role:legal assign:role:ceo when:approved"],
        ["The menu is sent to Ines for approval and then to Otto. => count:human=2 assign:ines assign:otto input:menu"],
        ["Let code count the words in a.txt and post the count to #stats. => order:file.read,code,slack.post no:agent"],
        ["Check three things in a flyer in parallel: spelling, prices and dates; then merge the findings. => join:3 count:agent=4 node:spelling,prices,dates input:flyer says:Check_a_flyer_for_prices."],
        ["Two policies must be checked against a brochure side by side - privacy and safety. If any check fails, a compliance officer decides. => join:2 count:agent=2 order:agent,human when:!(state.decision.approved&&state.decision_2.approved) assign:role:compliance_officer input:brochure"],
        ["Write a blog post about a keyword: search the web, write an outline, then the text. => order:web.search,agent,agent input:keyword"],
        ["Detect the language of a mail, translate it to English, answer it and translate the answer back. => count:agent=4 says:state.fields.language"],
        ["Split a novel into chapters, summarise each chapter in parallel with gpt-4o-mini, five at a time, then combine the summaries. => count:agent=2 map:1 at:5"],
        ["Shorten a long contract section by section, then combine the parts. => order:text.split,agent,agent map:1 input:contract"],
        ["A researcher collects facts on a topic, and after I approve it gets published to https://c.com/posts. => order:agent,human,http.request input:topic"],
        ["Two agents classify a review as good or bad, the majority wins. => join:2 count:agent=3 input:review"],
        ["Pull out shop, amount and date from a bill; under 40 euros save it to small.csv, otherwise ask the finance director to approve. => when:state.fields.amount<40.0 assign:role:finance_director order:agent,csv.write order:agent,human"],
        ["For orders over 200 dollars post it to #big, otherwise log it to log.txt. => when:>200.0 order:slack.post ways:2 has:file.write,slack.post"],
        ["Every Monday run the stock query and post the result to #stock. => order:sql.query,slack.post trigger:cron"],
        ["Write SQL for a question, run it, and explain the result. => order:agent,sql.query,agent nodes:3"],
        ["Compile a one-page brief about a company mailed to boss@a.com. => order:agent,email.send input:company says:boss@a.com"],
        ["Page the on-call engineer; if he doesn't acknowledge within 10 minutes, email the cto at cto@a.com. => order:human,email.send late says:10m"],
        ["Summarise an alert and tell the shift lead about it. => order:agent,email.send nodes:2"],
        ["Search the memory for the question. If nothing is found fall back to a web search, then answer it. => order:memory.search,web.search,agent input:question edge:recall>reply"],
        ["Search the memory for the three most relevant notes on a question and let an agent answer from them. => order:memory.search,agent says:\"limit\":3"],
        ["Plan three search queries for a topic, search the web for each query, and write a report. => order:agent,text.split,web.search,agent map:1 input:topic"],
        ["Search the web for a topic, read the best pages, then write a cited report. => order:web.search,web.fetch,agent map:1 input:topic"],
        ["Read all the files in the handbook folder and answer the question only from them. => order:file.list,file.read,agent map:1 input:question"],
        ["Send a welcome mail, wait one day, send the price list, wait three more days, then ask the manager for a comment. => order:agent,email.send,wait,email.send,wait,human count:email.send=2 input:price_list says:3d"],
        ["Rate how happy a letter sounds; negative ones get an apology, positive ones are saved to good.txt. => ways:3 order:agent,agent order:agent,file.write"],
        ["Put the question to gpt-4o and mistral, then let an agent merge the answers. => join:2", "Add gemini as a third candidate. => join:3 count:agent=4 model:google/gemini-2.5-flash model:mistral/mistral-small-latest"],
        ["Write a fable, turn it into speech and email it to a@b.com. => order:agent,audio.speak,email.send", "Let a fact checker go over the fable before it's spoken. => order:agent,agent,audio.speak,email.send count:agent=2"],
        ["Rental approval: a lease goes to legal first, then to finance and then to the CEO. => order:human,human,human count:human=3 input:lease assign:role:finance"],
    ];
}
