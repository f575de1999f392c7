using System.Text;
using System.Text.Json;
using Platform.Core.Foundation;
using Platform.Core.Security;
using Xunit;

namespace Platform.IntegrationTests.Security;

public sealed class Redacting
{
    [Theory]
    [InlineData("key=sk-12345!", "key=[secret openai]!")]
    [InlineData("sk-12345sk-12345", "[secret openai][secret openai]")]
    [InlineData("sk-1234", "sk-1234")]
    [InlineData("sk-12345-long", "[secret longer]")]
    [InlineData("xsk-12345-lon", "x[secret openai]-lon")]
    [InlineData("abcd", "abcd")]
    public void Values_become_their_names(string text, string expected)
    {
        var redactor = Knowing(("openai", "sk-12345"), ("longer", "sk-12345-long"), ("short", "abc"));

        Assert.Equal(expected, redactor.Redact(text));
    }

    [Fact]
    public void Of_two_that_overlap_nothing_is_left()
    {
        var redactor = Knowing(("a", "11112222"), ("b", "22223333"));

        Assert.Equal("[secret a]", redactor.Redact("111122223333"));
    }

    [Fact]
    public void Values_are_found_as_JSON_addresses_and_base64_write_them()
    {
        const string value = "p\"ä/ +1>";
        var redactor = Knowing(("x", value));

        Assert.Equal("[secret x]", redactor.Redact(Uri.EscapeDataString(value)));
        Assert.Equal("\"[secret x]\"", redactor.Redact(JsonSerializer.Serialize(value)));
        Assert.Equal("[secret x]", redactor.Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes(value))));
    }

    [Fact]
    public void JSON_stays_JSON()
    {
        var redactor = Knowing(("pin", "1234"), ("quote", "a\"b\\c"));

        var redacted = redactor.Redact(JsonSerializer.Deserialize<JsonElement>("""{"1234": [1234, "x a\"b\\c", "\u0031234", true, null]}"""));

        Assert.Equal("""{"[secret pin]":["[secret pin]","x [secret quote]","[secret pin]",true,null]}""", redacted.GetRawText());
    }

    [Fact]
    public void JSON_that_cannot_be_read_does_not_stop_it()
    {
        var redactor = Knowing(("pin", "1234"));
        var deep = new string('[', 3000) + "\"1234\"" + new string(']', 3000);
        using var document = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 5000 });

        var odd = redactor.Redact(JsonSerializer.Deserialize<JsonElement>("""{"\ud800": "\udc00", "a": "1234"}"""));

        Assert.Equal("[secret pin]", odd.GetProperty("a").GetString());
        Assert.DoesNotContain("1234", redactor.Redact(document.RootElement).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_store_hands_out_is_known_from_then_on()
    {
        var redactor = new Redactor();
        Environment.SetEnvironmentVariable("PLATFORM_SECRET_REDACTING_TEST", "value-of-the-test");
        var store = new RedactedSecretStore(new EnvironmentSecretStore(), redactor);

        var value = await store.FindAsync(OrganizationId.Local, "redacting-test", TestContext.Current.CancellationToken);

        Assert.Equal("value-of-the-test", value);
        Assert.Equal("is [secret redacting-test]", redactor.Redact("is value-of-the-test"));
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("no_such_secret")]
    [InlineData("a=b")]
    [InlineData("")]
    public async Task The_environment_gives_only_what_is_meant_as_a_secret(string name) =>
        Assert.Null(await new EnvironmentSecretStore().FindAsync(OrganizationId.Local, name, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Another_organisation_does_not_get_the_operators_secrets()
    {
        Environment.SetEnvironmentVariable("PLATFORM_SECRET_OPERATORS_TEST", "value-of-the-operator");

        var value = await new EnvironmentSecretStore().FindAsync(new OrganizationId(Guid.NewGuid()), "operators_test", TestContext.Current.CancellationToken);

        Assert.Null(value);
    }

    [Fact]
    public void Many_threads_may_learn_and_redact_at_once()
    {
        var redactor = new Redactor();

        Parallel.For(0, 200, i =>
        {
            redactor.Learn($"n{i}", $"value-{i:000}");
            Assert.Equal($"[secret n{i}]", redactor.Redact($"value-{i:000}"));
        });
    }

    private static Redactor Knowing(params (string Name, string Value)[] secrets)
    {
        var redactor = new Redactor();
        foreach (var (name, value) in secrets) redactor.Learn(name, value);
        return redactor;
    }
}
