namespace Platform.Web.Start;

/// <summary>What a stop waits for. On a terminal one line that counts down in its place; in a log its first line and every fifth after it.</summary>
internal sealed class StopLines(TextWriter output, int? width) : IProgress<string>
{
    private const int Every = 5;
    private const string Counting = "Waiting for ";

    private int _counted;

    /// <summary>On the screen that this process was started at, or into the file or pipe that stands for it.</summary>
    public static StopLines On(TextWriter output)
    {
        var isScreen = output == Console.Out && !Console.IsOutputRedirected;
        return new StopLines(output, isScreen && Console.WindowWidth > 20 ? Console.WindowWidth : null);
    }

    public void Report(string value)
    {
        var counts = value.StartsWith(Counting, StringComparison.Ordinal);
        if (counts && width is { } columns)
        {
            output.Write($"\r{(value.Length < columns ? value : value[..(columns - 1)])}\e[K"); // a line that wrapped could not be written over
        }
        else if (!counts || _counted % Every == 0)
        {
            output.WriteLine(width is not null && _counted > 0 ? $"\n{value}" : value);
        }

        _counted = counts ? _counted + 1 : 0;
    }
}
