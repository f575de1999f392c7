using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Runs.Failures;

/// <summary>What makes two failures the same: workflow, node, code, and the message without what differs from one time to the next. Pure.</summary>
public static partial class FailureCause
{
    private const int MostText = 300; // characters of a message that count
    private const int IdBytes = 10;

    /// <summary>20 hexadecimal digits.</summary>
    public static string Id(string workflow, string? node, string code, string message)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{workflow}\n{node}\n{code}\n{Pattern(message)}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, IdBytes));
    }

    /// <summary>The message with ids, numbers, times and addresses as <c>…</c>.</summary>
    public static string Pattern(string message)
    {
        var head = message.Length <= MostText ? message : message[..MostText];
        return Spaces().Replace(Repeated().Replace(Varying().Replace(head, "…"), "…"), " ").Trim();
    }

    // Longest first: an id holds numbers, an address holds both. What personal data was left out of a history as counts as the data itself.
    [GeneratedRegex(@"\[(?:email|iban|card|ip|phone)\]|https?://[^\s'""]+|[\w.+-]+@[\w-]+\.[\w.]+|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b[0-9a-fA-F]{12,}\b|\d+(?:[.,:]\d+)*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Varying();

    [GeneratedRegex("…(?:[ .:/-]*…)+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Spaces();
}
