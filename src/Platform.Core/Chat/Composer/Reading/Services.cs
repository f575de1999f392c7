using System.Text.RegularExpressions;

namespace Platform.Core.Chat.Composer.Reading;

/// <summary>Services in the world that no built-in tool speaks to.</summary>
internal static partial class Services
{
    private const string Names = "SharePoint|Jira|Notion|Trello|Asana|Airtable|Google (?:Sheets?|Docs?|Drive|Calendar|Chat|Forms?|Slides)|Gmail|iCloud|Evernote|Todoist|Dropbox|OneDrive|Confluence|Salesforce|HubSpot|Zendesk|Discord|(?:MS |Microsoft )?Teams|WhatsApp|SMS|Twitter|LinkedIn|Facebook|Instagram|Zoom|Outlook|SAP|Stripe|PayPal|Shopify|WordPress|PagerDuty|Mattermost|WeChat|ClickUp|Webex|ServiceNow";

    /// <summary>The service in what an agent is told to do there; null when none is named.</summary>
    public static string? Worked(string told) => Work().Match(told) is { Success: true } service ? service.Value : null;

    /// <summary>The service that an order wants used, or something brought to; null when none is, or when its address or server is named too.</summary>
    public static string? Wanted(string order) => Way().IsMatch(order) ? null : Place().Match(order) is { Success: true } place ? place.Groups["name"].Value : null;

    /// <summary>What is said where a service is wanted.</summary>
    public static string Missing(string service) =>
        $"There is no tool for {service}, so that changes nothing. What I can reach is Slack, Telegram, mail, files, GitHub issues and any web address: say for example \"send it to https://...\" with an incoming webhook of {service}.";

    /// <summary>The service that something is to be read from; null when none is.</summary>
    public static string? Source(string order) => Way().IsMatch(order) ? null : From().Match(order) is { Success: true } from ? from.Groups["name"].Value : null;

    /// <summary>What is said where a service is left out of what is built.</summary>
    public static string LeftOut(string service) =>
        $"There is no tool for {service}, so that is left out. What I can reach is Slack, Telegram, mail, files and CSV tables, GitHub issues and any web address: say for example \"save it to a csv file\", or give the address of an API.";

    [GeneratedRegex($@"^(?:\w+\s+){{1,6}}?(?:from|in|on|out of)\s+(?:our |my |the |a |an )?(?<name>{Names})\b(?!['’]s|\s+(?:team|teams|admin|manager|lead|user|people|export|file|mails?|emails?|articles?)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex From();

    [GeneratedRegex($@"(?<=\b(?:upload|add|create|update|put|write|log|open|move|comment|append|post|send|share|save|publish|sync|file|book|message|tell)\w*\b.{{0,60}}\b(?:to|in|into|on|at|via|with|by|through|as an?|our|the|my) (?:our |the |my |a |an )?)(?:{Names})\b", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Work();

    // "Both teams" and "a linear model" are no services: a name without a capital stands right behind the word of a place.
    [GeneratedRegex($@"\b(?:(?:use|using|try|prefer|take|via|through|into|onto|to|with|by|over)\s+(?:our |my |(?:a|an|the) (?!(?:MS |Microsoft )?Teams|SMS|Zoom|SAP))?|(?<!\b(?:style|written|text|words|find|search|read|look) )(?:on|in)\s+(?:our )?)(?<name>{Names})\b(?!['’]s|\s+(?:team|teams|admin|manager|lead|user|people|style|format|guidelines|post|posts|message|messages|export|file|approve|agrees?|says?|algebra|regression|\w+ed)\b)", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Place();

    // What is reached by a server or an address of its own.
    [GeneratedRegex(@"\b(?:mcp|servers?|api|webhook|rss|feed|search (?:on|in)|look (?:on|in))\b|https?:", RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Way();
}
