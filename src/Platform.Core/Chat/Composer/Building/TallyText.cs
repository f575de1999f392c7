using Platform.Core.Chat.Composer.Reading;

namespace Platform.Core.Chat.Composer.Building;

/// <summary>The program that reckons what is asked for from the rows of a list.</summary>
internal static class TallyText
{
    /// <summary>The program, which defines <c>main(inputs)</c>.</summary>
    /// <param name="input">The input that holds the rows.</param>
    public static string For(Tally tally, string language, string input) => language == "python" ? Python(tally, input) : JavaScript(tally, input);

    private static string Python(Tally tally, string input)
    {
        var number = tally.Column is { } column ? $"float(field(row, \"{column}\") or 0)" : "1";
        var made = Of(tally, "python");
        var main = tally.Group is { } group
            ? $"""
              def main(inputs):
                  groups = {OpenClose}
                  for row in inputs["{input}"]:
                      groups.setdefault(str(field(row, "{group}")), []).append({number})
                  return {Open}name: {made} for name, numbers in groups.items(){Close}
              """
            : $"""
              def main(inputs):
                  numbers = [{number} for row in inputs["{input}"]]
                  return {made}
              """;
        return $"{main}\n\n{PythonField}";
    }

    private static string JavaScript(Tally tally, string input)
    {
        var number = tally.Column is { } column ? $"Number(field(row, \"{column}\") || 0)" : "1";
        var made = Of(tally, "javascript");
        var result = tally.Measures.Count > 1 ? $"({made})" : made;
        var main = tally.Group is { } group
            ? $"""
              function main(inputs) {Open}
                const groups = {OpenClose};
                for (const row of inputs["{input}"]) (groups[field(row, "{group}")] ??= []).push({number});
                return Object.fromEntries(Object.entries(groups).map(([name, numbers]) => [name, {result}]));
              {Close}
              """
            : $"""
              function main(inputs) {Open}
                const numbers = inputs["{input}"].map(row => {number});
                return {result};
              {Close}
              """;
        return $"{main}\n\n{JavaScriptField}";
    }

    private const string Open = "{";
    private const string Close = "}";
    private const string OpenClose = "{}";

    /// <summary>The expression for one measure of the list <c>numbers</c>. An empty list has the average, the lowest and the highest 0.</summary>
    /// <param name="measure"><c>sum</c>, <c>count</c>, <c>average</c>, <c>lowest</c> or <c>highest</c>.</param>
    public static string Measure(string measure, string language) => (measure, language) switch
    {
        ("sum", "python") => "sum(numbers)",
        ("count", "python") => "len(numbers)",
        ("average", "python") => "sum(numbers) / max(1, len(numbers))",
        ("lowest", "python") => "min(numbers, default=0)",
        (_, "python") => "max(numbers, default=0)",
        ("sum", _) => "numbers.reduce((sum, n) => sum + n, 0)",
        ("count", _) => "numbers.length",
        ("average", _) => "numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length)",
        ("lowest", _) => "(numbers.length ? Math.min(...numbers) : 0)",
        _ => "(numbers.length ? Math.max(...numbers) : 0)",
    };

    // One measure is a plain number, several stand under their names.
    private static string Of(Tally tally, string language) =>
        tally.Measures.Count == 1 ? Measure(tally.Measures[0], language) : $"{Open}{string.Join(", ", tally.Measures.Select(m => $"\"{m}\": {Measure(m, language)}"))}{Close}";

    // Columns are found as people name them: "amounts" is the column "Amount". One that is not there is an error, never a zero.
    private const string PythonField = """
        def field(row, name):
            for key, value in row.items():
                if key.strip().lower().replace(" ", "_").rstrip("s") == name.rstrip("s"):
                    return value
            raise ValueError(f"no column '{name}', only: {', '.join(row)}")
        """;

    private const string JavaScriptField = """
        function field(row, name) {
          const plain = text => text.trim().toLowerCase().replaceAll(" ", "_").replace(/s+$/, "");
          const key = Object.keys(row).find(k => plain(k) === plain(name));
          if (key === undefined) throw new Error("no column '" + name + "', only: " + Object.keys(row).join(", "));
          return row[key];
        }
        """;
}
