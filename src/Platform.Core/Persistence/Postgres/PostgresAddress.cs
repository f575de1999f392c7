using System.Web;
using Npgsql;
using Platform.Core.Foundation;

namespace Platform.Core.Persistence.Postgres;

/// <summary>Where the database is: <c>postgres://user:password@host:5432/name?sslmode=require</c>, or Npgsql's own <c>Host=…;Database=…</c>. A secret.</summary>
internal static class PostgresAddress
{
    private const string Example = "Write it as postgres://user:password@host:5432/name, or as Host=…;Database=…;Username=…;Password=….";

    /// <exception cref="PlatformException">It cannot be read; the error does not repeat it, for it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string given)
    {
        var text = given.Trim();
        try
        {
            return text.Contains("://", StringComparison.Ordinal) ? FromUrl(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException or FormatException or KeyNotFoundException)
        {
            // The cause is left out on purpose: its message may repeat the value.
            throw new PlatformException(ErrorCode.Validation, "The setting Platform:Storage:Database is no address of a PostgreSQL database.", Example);
        }
    }

    /// <summary>For people and logs: without the password.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder address) =>
        $"postgres://{address.Username}@{address.Host}:{address.Port}/{address.Database ?? address.Username}";

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        if (url.Scheme is not ("postgres" or "postgresql")) throw new FormatException(url.Scheme);
        var address = new NpgsqlConnectionStringBuilder { Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')) };
        if (url.Host.Length > 0) address.Host = Uri.UnescapeDataString(url.Host);
        if (url.Port > 0) address.Port = url.Port;
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0) address.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) address.Password = Uri.UnescapeDataString(user[1]);
        var more = HttpUtility.ParseQueryString(url.Query);
        foreach (var key in more.AllKeys.OfType<string>()) address[Keyword(key)] = more[key];
        return address;
    }

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
