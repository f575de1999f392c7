using Spectre.Console;

namespace Platform.Cli.Output;

/// <summary>Rows in columns: with lines on a terminal, else plain text that grep and awk like.</summary>
internal static class TablePrinter
{
    public static void Print(Terminal to, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (to.IsTerminal) PrintTable(to, columns, rows);
        else PrintPlain(to.Writer, columns, rows);
    }

    private static void PrintTable(Terminal to, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        foreach (var row in rows) table.AddRow([.. row.Select(Clean).Select(Clipped).Select(Markup.Escape)]);
        to.Console.Write(table);
    }

    private static void PrintPlain(TextWriter to, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var all = rows.Select(r => r.Select(Clean).ToList()).Prepend([.. columns.Select(c => c.ToUpperInvariant())]).ToList();
        var widths = Enumerable.Range(0, columns.Count).Select(i => all.Max(r => r[i].Length)).ToList();
        foreach (var row in all) to.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    // A cell is one line, and holds nothing that would steer the terminal.
    private static string Clean(string cell) => new([.. cell.ReplaceLineEndings(" ").Where(c => !char.IsControl(c))]);

    private static string Clipped(string line) => line.Length <= 80 ? line : $"{line[..79]}…";
}
