using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Inputs;
using Platform.Cli.Output;
using Platform.Core.Expressions;

namespace Platform.Cli.Commands;

/// <summary>Tries an expression of the language, without a workflow around it.</summary>
public sealed class ExprCommand : ICliCommand
{
    public string Path => "expr";

    public int Order => 52;

    public Command Build(CliContext cli)
    {
        var text = new Argument<string>("expression") { Description = "A CEL expression, with or without ${{ }}." };
        var bind = new Option<string?>("--bind", "-b") { Description = "The values of its names, as a JSON object or @FILE.", HelpName = "JSON" };
        var command = new Command("expr", "Try an expression: platform expr 'state.n + 1' --bind '{\"state\": {\"n\": 2}}'.") { text, bind };
        cli.Act(command, (parsed, _) => Task.FromResult(Evaluate(cli, Inner(parsed.GetRequiredValue(text)), AnswerText.Read(parsed.GetValue(bind), "--bind"))));
        return command;
    }

    private static int Evaluate(CliContext cli, string text, JsonElement? bound)
    {
        var values = Values(bound);
        var types = values.ToDictionary(v => v.Key, _ => CelStaticType.Dyn, StringComparer.Ordinal);
        var compiled = CelExpression.Compile(text, new CelEnvironment(types));
        if (compiled.Expression is not { } expression)
        {
            foreach (var problem in compiled.Problems) Point(cli, text, problem);
            return ErrorWall.Print(cli, "validation", compiled.Problems[0].Message, compiled.Problems[0].Suggestion is { } meant ? $"Did you mean '{meant}'?" : compiled.Problems[0].Kind != CelProblemKind.UnknownName ? "Mend it at the mark; 'platform expr' tries it again. What expressions can do: docs/language.md." : "Names get their values from --bind '{\"name\": value}'.", ExitCode.Failed);
        }

        try
        {
            using var result = JsonDocument.Parse(expression.Evaluate(new CelScope(values)).ToJson());
            CliJson.Write(cli.Out, result.RootElement);
            return ExitCode.Done;
        }
        catch (CelException wrong)
        {
            if (wrong.Start >= 0) Point(cli, text, new CelProblem(wrong.Start, 1, wrong.Message, null, CelProblemKind.Type));
            return ErrorWall.Print(cli, "validation", wrong.Message, "Mend the expression, or the values in --bind.", ExitCode.Failed);
        }
    }

    private static Dictionary<string, CelValue> Values(JsonElement? bound) => bound switch
    {
        null => new(StringComparer.Ordinal),
        { ValueKind: JsonValueKind.Object } names => names.EnumerateObject().ToDictionary(n => n.Name, n => CelValue.FromJson(n.Value), StringComparer.Ordinal),
        _ => throw CliException.Usage("--bind wants an object.", "Write the names with their values: --bind '{\"n\": 1}'."),
    };

    // The line of the text with a caret under the word.
    private static void Point(CliContext cli, string text, CelProblem problem)
    {
        var start = Math.Clamp(problem.Start, 0, text.Length);
        var from = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        if (from > start) from = start;
        var to = text.IndexOf('\n', start) is var end and >= 0 ? end : text.Length;
        cli.Error.WriteLine($"  {text[from..to]}");
        cli.Error.WriteLine($"  {new string(' ', start - from)}{cli.Talk.Red(new string('^', Math.Clamp(problem.Length, 1, Math.Max(1, to - start))))}");
    }

    private static string Inner(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("${{", StringComparison.Ordinal) && trimmed.EndsWith("}}", StringComparison.Ordinal) ? trimmed[3..^2] : text;
    }
}
