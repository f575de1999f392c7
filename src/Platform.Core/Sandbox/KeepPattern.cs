using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Sandbox;

/// <summary>A path, or a pattern of paths: <c>*</c> and <c>?</c> within one name, <c>**</c> over folders.</summary>
internal sealed class KeepPattern
{
    private readonly Regex _regex;

    public KeepPattern(string text)
    {
        Text = text;
        Expression = Translate(text);
        _regex = new Regex($"\\A(?:{Expression})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public string Text { get; }

    /// <summary>The same as a regular expression, in the words that Python and JavaScript share with us.</summary>
    public string Expression { get; }

    /// <summary>Whether it names one file.</summary>
    public bool IsPath => Text.AsSpan().IndexOfAny('*', '?') < 0;

    public bool Fits(string path) => _regex.IsMatch(path);

    private static string Translate(string text)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("**/", StringComparison.Ordinal))
            {
                expression.Append("(?:.*/)?");
                i += 2;
            }
            else if (text.AsSpan(i).StartsWith("**", StringComparison.Ordinal))
            {
                expression.Append(".*");
                i++;
            }
            else
            {
                expression.Append(text[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    _ when char.IsAsciiLetterOrDigit(text[i]) || text[i] is '/' or '_' or '-' or ' ' || text[i] > 127 => text[i].ToString(),
                    _ => $"\\{text[i]}",
                });
            }
        }

        return expression.ToString();
    }
}
