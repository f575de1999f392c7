using Platform.Bench;
using Platform.Core.Foundation;

// Prints one JSON line for each result. Names after the program choose benchmarks: dotnet run --project bench -c Release -- chain loop
// Growth curves take minutes and are run only when they are named.
if (args is [Readers.Option, var address, var count, var socket]) return await Readers.RunAsync(new Uri(address), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), socket);
const int FirstOfGrowth = 200;
var chosen = Catalog.Of<IBenchmark>(typeof(IBenchmark).Assembly)
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .Where(benchmark => args.Length == 0 ? benchmark.Order < FirstOfGrowth : args.Contains(benchmark.Name))
    .OrderBy(benchmark => benchmark.Order)
    .ToList();
if (chosen.Count == 0)
{
    var names = Catalog.Of<IBenchmark>(typeof(IBenchmark).Assembly).Select(type => ((IBenchmark)Activator.CreateInstance(type)!).Name);
    await Console.Error.WriteLineAsync($"error: No benchmark is named so.\nfix: Names are {Names.Quoted(names)}; without a name all but those of growth run.");
    return 2;
}

foreach (var benchmark in chosen)
{
    await foreach (var result in benchmark.RunAsync(CancellationToken.None)) Console.WriteLine(result.ToLine());
}

return 0;
