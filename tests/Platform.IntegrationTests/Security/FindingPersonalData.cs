using Platform.Core.Config.Reading;
using Platform.Core.Security;
using Xunit;

namespace Platform.IntegrationTests.Security;

public sealed class FindingPersonalData
{
    private static readonly PersonalData All = PersonalData.Of(PersonalData.Kinds)!;

    [Theory]
    [InlineData("Write to Ada.Lovelace+x@mail.example.co.uk now", "Write to [email] now")]
    [InlineData("pay with 4111 1111 1111 1111.", "pay with [card].")]
    [InlineData("account DE89 3704 0044 0532 0130 00, please", "account [iban], please")]
    [InlineData("call +49 (30) 123456-78 or 030 12345678 or (415) 555-2671", "call [phone] or [phone] or [phone]")]
    [InlineData("from 192.168.0.17 and 2001:db8::ff00:42:8329", "from [ip] and [ip]")]
    [InlineData("order 12345, version 1.2.3, at 12:30, 300 km, 4111 1111 1111 1112 is none, 999.1.1.1", null)]
    public void What_has_the_form_is_replaced_and_nothing_else(string text, string? shown) => Assert.Equal(shown ?? text, All.Redact(text));

    [Fact]
    public void Only_what_was_asked_for_is_replaced() =>
        Assert.Equal("[email] 4111 1111 1111 1111", PersonalData.Of(["email"])!.Redact("a@b.cd 4111 1111 1111 1111"));

    [Fact]
    public void The_language_names_the_kinds_that_there_are() => Assert.Equal(PersonalData.Kinds.Order(StringComparer.Ordinal), MoneyReader.PersonalKinds.Order(StringComparer.Ordinal));
}
