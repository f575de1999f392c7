namespace Platform.IntegrationTests.Chat;

internal static partial class ComposerTable
{
    // What steps read, send and ask, and which inputs there are.
    private static string[][] AskedReads() =>
    [
        ["Write an answer to the guest's complaint with gpt-4o and email it. => input:complaint,recipient says:\"inputs\":{\"complaint\":{\"type\":\"string\"},\"recipient\""],
        ["Two agents look at the same report at the same time: one writes the strengths, one writes the weaknesses. Then a judge writes a verdict. => input:report starts:2 join:2 says:state.strengths says:state.weaknesses"],
        ["Send an onboarding mail to the new employee, wait 3 days, then send a feedback mail => order:agent,email.send,wait,agent,email.send says:\"subject\":\"Onboarding\" says:\"subject\":\"Feedback\" says:\"text\":\"${{_state.feedback_}}\""],
        ["When a claim comes in by webhook, find the total. If the total is over 500, ask the branch manager to approve it before it is emailed to pay@x.com; otherwise email it directly. => says:Approve_the_claim? says:Total:_${{_state.fields.total_}}\\n\\nClaim:\\n${{_inputs.claim_}}"],
        ["Every hour call https://api.acme.com/queue. If the queue length is above 100, send an alert to Slack #ops. => order:web.fetch,agent,slack.post says:queue_length_is_${{_state.fields.length_}}_(above_100)"],
        ["Transcribe the recording, translate the transcript into Dutch and put the result into a file named nl.txt => order:audio.transcribe,agent,file.write says:\"content\":\"${{_state.translation_}}\""],
        ["Write a story, check the spelling and save it as story.md => order:agent,agent,file.write says:corrected_text"],
        ["Read vendors.csv, search the web for each vendor and write a short risk note about it. Save the notes to risks.csv. => map:2 says:\"query\":\"${{_vendor.name_}}\" says:'vendor':_e.vendor.name says:Vendor:\\n${{_entry.vendor_}}"],
        ["Generate five slogans with gpt-4o, have the boss pick one, then write the ad with claude. => order:agent,human,agent says:Which_one_of_the_slogans?"],
        ["Ask the visitor for a hobby and a price limit, then search the web for gifts and write three proposals. => order:human,web.search,agent says:gifts_${{_state.details.hobby_}} says:state.details.map"],
        ["Call the workflow score-lead for the lead, then post the result to Slack #leads. => input:lead says:\"with\":{\"lead\":\"${{_inputs.lead_}}\"}"],
        ["An assistant answers the message. If it is not sure, pass it to a human agent. => input:message order:agent,agent,human says:Please_answer_this says:\"${{_output.answer_}}\""],
        ["A help assistant that can use web search, memory search and GitHub issues answers the customer. => nodes:1 has:web.search,github.issue input:message"],
        ["Query the orders of today from the database, then email them to boss@x.com. => order:sql.query,email.send", "Have an agent write the email text in a friendly tone. => order:sql.query,agent,email.send says:\"text\":\"${{_state.email_}}\""],
        ["Send a welcome email to the new member, wait a week, then send a survey mail. => count:email.send=2", "After the survey mail, also post a note to Slack #crm. => order:email.send,wait,email.send,slack.post says:was_sent_to_${{_inputs.recipient_}}"],
        ["Email a questionnaire to the patient, wait for five days, then ask the nurse whether it came back. If yes, summarise it; if no, send a reminder email. => ways:3 says:\"${{_state.returned_}}\" count:email.send=2"],
        ["Draft a reply to the message, ask Dana to approve it, then send it by email. => order:agent,human,email.send", "If Dana does not answer within 4 hours, tell #late. => late says:within_4h says:\\n\\n${{_state.reply_}}"],
        ["An agent with GitHub issues and web search answers the question I enter. => nodes:1 has:github.issue,web.search input:question"],
    ];
}
