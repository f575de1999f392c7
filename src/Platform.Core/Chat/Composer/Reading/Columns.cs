namespace Platform.Core.Chat.Composer.Reading;

/// <summary>What is found many times and then written to a table stands there in rows: "extract the names and prices and save them to products.csv".</summary>
internal static class Columns
{
    public static void Settle(List<PlanItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not Step { Skill: "extract" } found || found.Get("list") is not null || !WritingSkills.InRows(found.Fields)) continue;
            if (items.Skip(i + 1).TakeWhile(n => n is not Step { Skill: "extract" or "agent" or "write" or "work" }).Any(n => n is Step { Skill: "csvwrite" })) items[i] = WritingSkills.Records(found.Said, found.Fields) with { Model = found.Model, Attempts = found.Attempts, Timeout = found.Timeout };
        }
    }
}
