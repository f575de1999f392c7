using System.Globalization;

namespace Platform.Core.Config.Reading;

/// <summary>What a workflow says of its money and of personal data: <c>budgets:</c> and <c>redact:</c>.</summary>
internal static class MoneyReader
{
    /// <summary>What <c>redact</c> may name.</summary>
    public static readonly string[] PersonalKinds = ["email", "phone", "card", "iban", "ip"];

    /// <summary><c>budgets: { day: $5, month: $100, warn: 80% }</c>.</summary>
    public static BudgetsConfig? Budgets(ConfigMap root, Shape shape)
    {
        if (shape.Map(root["budgets"] is ConfigScalar { Kind: ScalarKind.Null } ? null : root["budgets"], "'budgets'") is not { } map) return null;
        shape.Allow(map, "'budgets'", ["day", "month", "warn"]);
        return new BudgetsConfig(shape.Money(map["day"], "'day'"), shape.Money(map["month"], "'month'"), Percent(map["warn"], shape) ?? BudgetsConfig.UsualWarnAt, root.Entry("budgets")!.KeyAt);
    }

    /// <summary>One kind or a list of them.</summary>
    public static IReadOnlyList<string> Redact(ConfigMap root, Shape shape)
    {
        if (root["redact"] is null or ConfigScalar { Kind: ScalarKind.Null }) return [];
        return [.. shape.Texts(root["redact"], "'redact'").Select(k => shape.Word(k, "'redact'", PersonalKinds)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static int? Percent(ConfigValue? value, Shape shape)
    {
        if (value is null) return null;
        if (value is ConfigScalar scalar && int.TryParse(scalar.Text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100) return percent;
        if (value is ConfigScalar other) shape.Found.Add(ConfigFindings.BadQuantity("'warn'", "a part of the budget from 1% to 100%, such as 80%", other.Text, other.At, other.Path));
        else shape.Wrong(value, "'warn'", "a part of the budget such as 80%");
        return null;
    }
}
