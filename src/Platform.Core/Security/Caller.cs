using Platform.Core.Foundation;

namespace Platform.Core.Security;

/// <summary>Who asks. Every door makes one, and every service takes it first.</summary>
public sealed record Caller(OrganizationId Organization, UserId User, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>The single user of a machine.</summary>
    public static readonly Caller LocalOwner = new(OrganizationId.Local, UserId.LocalOwner, "owner", ["owner"]);
}
