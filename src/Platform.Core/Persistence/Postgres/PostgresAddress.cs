using System.Globalization;
using System.Text.RegularExpressions;
using System.Web;
using Npgsql;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Postgres;

/// <summary>Where the database is: <c>postgres://user:password@host:5432/name?sslmode=require</c>, or Npgsql's own <c>Host=…;Database=…</c>. A secret.</summary>
internal static partial class PostgresAddress
{
    private const string Example = "Write it as postgres://user:password@host:5432/name, or as Host=…;Database=…;Username=…;Password=….";

    /// <exception cref="PlatformException">It cannot be read; the error does not repeat it, for it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string given)
    {
        var text = given.Trim();
        try
        {
            return text.Contains("://", StringComparison.Ordinal) ? FromUrl(text) : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            // The cause is left out on purpose: its message may repeat the value.
            throw new PlatformException(ErrorCode.Validation, "The setting Platform:Storage:Database is no address of a PostgreSQL database.", Example);
        }
    }

    /// <summary>For people and logs: without the password.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder address) =>
        $"postgres://{address.Username}@{address.Host}:{address.Port}/{address.Database ?? address.Username}";

    // Not by Uri: as for libpq, the host may be left out or be the folder of a socket, given after the question mark.
    private static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        var parts = Url().Match(url);
        if (!parts.Success) throw new FormatException("No address.");
        string? Part(string name) => parts.Groups[name] is { Length: > 0 } part ? Uri.UnescapeDataString(part.Value) : null;
        var address = new NpgsqlConnectionStringBuilder();
        if (Part("host") is { } host) address.Host = host.Trim('[', ']');
        if (Part("port") is { } port) address.Port = int.Parse(port, CultureInfo.InvariantCulture);
        if (Part("user") is { } user) address.Username = user;
        if (Part("password") is { } password) address.Password = password;
        if (Part("database") is { } database) address.Database = database;
        var more = HttpUtility.ParseQueryString(parts.Groups["more"].Value);
        foreach (var key in more.AllKeys.OfType<string>()) address[Keyword(key)] = more[key];
        return address;
    }

    [GeneratedRegex(@"^postgres(ql)?://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?(?<host>\[[^\]]*\]|[^:/?]*)(:(?<port>\d{1,5}))?(/(?<database>[^?]*))?(\?(?<more>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Url();

    // As libpq spells them; Npgsql knows the others by the same name.
    private static string Keyword(string key) => key.ToLowerInvariant() switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "user" => "Username",
        "dbname" => "Database",
        var other => other,
    };
}
