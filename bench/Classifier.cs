using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Core.Models.Text;

namespace Platform.Bench;

/// <summary>The built-in classifier on banking77: learning time, accuracy and texts a second. Prints nothing when the data is not beside the checkout.</summary>
public sealed class Classifier : IBenchmark
{
    public string Name => "classifier";

    public int Order => 70;

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Folder() is not { } data) yield break;
        var train = await ReadAsync(Path.Combine(data, "train.csv"), cancellationToken);
        var test = await ReadAsync(Path.Combine(data, "test.csv"), cancellationToken);
        var clock = Stopwatch.StartNew();
        var classifier = TextClassifier.Learn(train, LearningMethod.Logistic, cancellationToken);
        yield return new Measurement("classifier.learn", clock.Elapsed.TotalSeconds, "s", train.Count);
        clock.Restart();
        var right = test.Count(t => classifier.Classify(t.Text, 1)[0].Label == t.Label);
        yield return new Measurement("classifier.classify", test.Count / clock.Elapsed.TotalSeconds, "texts/s", test.Count);
        yield return new Measurement("classifier.accuracy", 100.0 * right / test.Count, "%", test.Count);
    }

    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data", "banking77");
            if (Directory.Exists(folder)) return folder;
        }

        return null;
    }

    private static async Task<List<LabelledText>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        using var csv = CsvHelper.CsvReader.Create(stream, new CsvHelper.CsvReaderOptions { HasHeader = true });
        await csv.ReadHeaderAsync(cancellationToken);
        var rows = new List<LabelledText>();
        while (await csv.ReadAsync(cancellationToken)) rows.Add(new LabelledText(csv.GetString(0), csv.GetString(1)));
        return rows;
    }
}
