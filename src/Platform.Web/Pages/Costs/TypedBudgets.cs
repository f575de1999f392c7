using System.Globalization;
using Platform.Core.Costs.Budgets;
using Platform.Core.Foundation;

namespace Platform.Web.Pages.Costs;

/// <summary>The organisation's budgets as they stand in a form: an empty amount is no budget.</summary>
internal sealed record TypedBudgets(string? Day, string? Month, string? Warn)
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    public static TypedBudgets Of(BudgetLimits limits) => new(Text(limits.Day), Text(limits.Month), limits.WarnAt.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="PlatformException">Validation: a field that cannot be read.</exception>
    public BudgetLimits Read() => new(Amount("A day", Day), Amount("A month", Month), Percent());

    private static string? Text(decimal? dollars) => dollars?.ToString("0.##########", CultureInfo.InvariantCulture);

    private static decimal? Amount(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        return decimal.TryParse(typed.Trim().TrimStart('$'), Plain, CultureInfo.InvariantCulture, out var dollars)
            ? dollars
            : throw new PlatformException(ErrorCode.Validation, $"{field}: '{typed}' is no amount of dollars.", "Write it with a point and without other signs, as 5, 5.50 or $5.50.");
    }

    private int Percent() => int.TryParse(Warn?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
        ? percent
        : throw new PlatformException(ErrorCode.Validation, $"Warn at: '{Warn}' is no whole number of percent.", "Write it as 80.");
}
