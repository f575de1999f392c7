using System.Net;
using Platform.Core.Security;
using Xunit;

namespace Platform.IntegrationTests.Security;

public sealed class EgressAddressTable
{
    [Theory]
    [InlineData(AddressKind.Public, "8.8.8.8", "1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "192.169.0.0", "11.0.0.0", "9.255.255.255", "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "223.255.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData(AddressKind.Public, "2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1")]
    [InlineData(AddressKind.Loopback, "127.0.0.1", "127.255.255.255", "127.1.2.3", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:127.0.0.1")]
    [InlineData(AddressKind.Private, "10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "100.64.0.0", "100.127.255.255",
        "fc00::1", "fdff::1", "fec0::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:c0a8:101::1", "::192.168.1.1")]
    [InlineData(AddressKind.LinkLocal, "169.254.0.1", "169.254.255.255", "fe80::1", "febf::1", "fe80::1%2", "::ffff:169.254.1.1")]
    [InlineData(AddressKind.Metadata, "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::")]
    [InlineData(AddressKind.Multicast, "224.0.0.1", "239.255.255.255", "ff02::1", "::ffff:224.0.0.1")]
    [InlineData(AddressKind.Unspecified, "0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0", "64:ff9b::")]
    [InlineData(AddressKind.Reserved, "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.255.255", "192.0.0.1", "192.88.99.1",
        "2001:db8::1", "2001::1", "2001:0:7f00:1::", "100::1", "3fff::1", "4000::1", "5f00::1", "1::1")]
    public void Each_address_is_known_for_what_it_is(AddressKind kind, params string[] addresses) =>
        Assert.All(addresses, a => Assert.Equal(kind, EgressPolicy.Check(IPAddress.Parse(a))));

    [Theory]
    [InlineData("crm.example.com", "crm.example.com", 443, true)]
    [InlineData("crm.example.com", "CRM.example.com.", 80, true)]
    [InlineData("crm.example.com", "evilcrm.example.com", 443, false)]
    [InlineData("*.example.com", "a.b.example.com", 443, true)]
    [InlineData("*.example.com", "example.com", 443, false)]
    [InlineData("*.example.com", "evilexample.com", 443, false)]
    [InlineData("localhost:1234", "localhost", 1234, true)]
    [InlineData("localhost:1234", "localhost", 80, false)]
    [InlineData("[::1]:80", "::1", 80, true)]
    [InlineData("::1", "[::1]", 443, true)]
    public void A_pattern_matches_its_hosts_only(string pattern, string host, int port, bool matches) =>
        Assert.Equal(matches, HostPattern.Parse(pattern).Matches(host, port));

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "192.168.0.1", false)]
    [InlineData("0.0.0.0/0", "169.254.169.254", false)]
    [InlineData("169.254.169.254/32", "169.254.169.254", true)]
    [InlineData("inside:80", "10.1.2.3", true)]
    [InlineData("inside:81", "10.1.2.3", false)]
    public void The_operator_opens_hosts_and_networks(string allow, string address, bool opened)
    {
        var addresses = new EgressAddresses(new EgressOptions { Allow = [allow] }, EgressRules.Public);

        Assert.Equal(opened, addresses.Refusal("inside", 80, IPAddress.Parse(address)) is null);
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", "127.0.0.1", true)]
    [InlineData("http://ollama:11434", "172.18.0.2", true)]
    [InlineData("http://box", "169.254.169.254", false)]
    [InlineData("http://box", "fe80::1", false)]
    [InlineData("http://box", "0.0.0.0", false)]
    public void A_model_may_be_on_this_machine_or_its_network_and_never_at_the_metadata(string baseUrl, string address, bool reached)
    {
        var uri = new Uri(baseUrl);

        Assert.Equal(reached, new EgressAddresses(new EgressOptions(), EgressRules.ForModels(uri)).Refusal(uri.Host, uri.Port, IPAddress.Parse(address)) is null);
        Assert.NotNull(new EgressAddresses(new EgressOptions { ModelsMayBePrivate = false }, EgressRules.ForModels(uri)).Refusal(uri.Host, uri.Port, IPAddress.Parse(address)));
    }
}
