using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Who asks. Every door makes one, and everything behind the door is asked in its name.</summary>
/// <param name="Name">As people know the caller; it is shown and written to the audit log.</param>
/// <param name="Roles">Names of roles within the organisation: <c>owner</c>.</param>
public sealed record Caller(OrganizationId Organization, UserId User, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>The single user of a machine, who may do all.</summary>
    public static readonly Caller LocalOwner = new(OrganizationId.Local, UserId.LocalOwner, "owner", ["owner"]);

    public bool HasRole(string role) => Roles.Contains(role, StringComparer.Ordinal);
}
