using Platform.Core.Expressions;
using Xunit;

namespace Platform.IntegrationTests.Expressions;

/// <summary>Corners of the function families that the public suite leaves out.</summary>
public sealed class Families
{
    [Theory]
    [InlineData("'a😀b'.size() == 3 && 'a😀b'.charAt(1) == '😀' && 'a😀b'.indexOf('b') == 2 && 'a😀b'.substring(1, 2) == '😀'")]
    [InlineData("'😀b😀'.lastIndexOf('😀') == 2 && '😀b😀'.lastIndexOf('😀', 1) == 0 && '😀ab'.reverse() == 'ba😀'")]
    [InlineData("'a😀'.split('') == ['a', '😀'] && 'ab'.split('', 1) == ['ab'] && ''.split('') == [] && ''.split(',') == ['']")]
    [InlineData("'a,b,c'.split(',', 2) == ['a', 'b,c'] && ['a', 'b'].join('-') == 'a-b'")]
    [InlineData("'ab'.replace('', '.') == '.a.b.' && 'ab'.replace('', '.', 2) == '.a.b' && 'aaa'.replace('a', '', 2) == 'a'")]
    [InlineData("'\\uffee' < '\\U00010000'")]
    [InlineData("'abc'.indexOf('', 3) == 3 && 'abc'.indexOf('c', 3) == -1")]
    public void Text_is_counted_in_code_points(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("'x1'.matches('^[[:alpha:]]\\\\d$') && !'x1\\n'.matches('\\\\d$') && 'ab'.matches('(?P<n>a)b')")]
    [InlineData("!'é'.matches('^\\\\w$') && 'a]'.matches('^a[]]$') && 'a b'.matches('a[\\\\s]b') && '-'.matches('[^a-z]')")]
    public void Patterns_are_read_as_RE2_reads_them(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("math.sqrt(16) == 4.0 && math.isNaN(math.sqrt(-1.0)) && math.abs(-3) == 3")]
    [InlineData("math.greatest(1, 2.5, 2u) == 2.5 && math.least([3, 1, 2]) == 1 && math.round(-0.5) == -1.0")]
    [InlineData("math.bitShiftLeft(1, 63) == -9223372036854775808 && math.bitNot(0u) == 18446744073709551615u")]
    public void Numbers(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("timestamp('2026-03-01T00:00:00+01:00').getDate() == 28 && timestamp('2026-03-01T00:00:00Z').getDayOfYear() == 59")]
    [InlineData("timestamp('2026-07-01T12:00:00Z').getHours('Europe/Berlin') == 14 && timestamp('2026-01-01T12:00:00Z').getHours('Europe/Berlin') == 13")]
    [InlineData("timestamp('2026-02-28T23:00:00Z') + duration('1h') == timestamp('2026-03-01T00:00:00Z')")]
    [InlineData("duration('90m').getHours() == 1 && duration('123.456s').getMilliseconds() == 456 && string(duration('1.5h')) == '5400s'")]
    [InlineData("timestamp(0) == timestamp('1970-01-01T00:00:00Z') && int(timestamp('1969-12-31T23:59:59Z')) == -1")]
    [InlineData("string(timestamp('1969-12-31T23:59:59.25Z')) == '1969-12-31T23:59:59.25Z'")]
    public void Moments_and_lengths_of_time(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("timestamp('2026-02-29T00:00:00Z')")]
    [InlineData("timestamp('2026-01-01')")]
    [InlineData("timestamp('2026-01-01T24:00:00Z')")]
    [InlineData("duration('1')")]
    [InlineData("duration('1.2.3s')")]
    [InlineData("duration('99999999999999999999h')")]
    [InlineData("timestamp(0).getHours('Nowhere/At_All')")]
    [InlineData("timestamp(0).getHours('../../etc/passwd')")]
    [InlineData("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')")]
    public void Texts_that_are_no_time_are_refused(string text) => Cel.Failure(text);

    [Theory]
    [InlineData("{}.?a.or(optional.of(1)).orValue(1 / 0) == 1")]
    [InlineData("optional.unwrap([optional.of(1), optional.none()]) == [1] && [optional.of(2)].unwrapOpt() == [2]")]
    [InlineData("[1, 2].last().value() == 2 && ![].first().hasValue() && [1][?7].orValue(3) == 3")]
    [InlineData("{'a': {'b': 1}}.?a.?b.optMap(x, x + 1).value() == 2 && [?{}.?x] == [] && {?'a': {}.?x} == {}")]
    public void Optionals(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("['a', 'b'].transformMap(i, v, v + string(i)) == {0: 'a0', 1: 'b1'}")]
    [InlineData("{'a': 1, 'b': 2}.transformMapEntry(k, v, {string(v): k}) == {'1': 'a', '2': 'b'}")]
    [InlineData("[3, 4].transformList(i, v, i > 0, v) == [4] && [1, 2].map(x, x > 1, x * 2) == [4]")]
    [InlineData("[1, 2].map(x, [10, 20].map(y, x + y)) == [[11, 21], [12, 22]] && [1].all(x, [2].all(x, x == 2) && x == 1)")]
    [InlineData("cel.bind(x, 1, cel.bind(x, x + 1, x)) == 2 && [5].exists_one(x, x == 5) && [1, 1].existsOne(i, v, v == 1) == false")]
    public void Walks_over_lists_and_maps(string text) => Assert.Equal(CelValue.True, Cel.Run(text));

    [Theory]
    [InlineData("'%s|%d|%.2f|%e|%x|%b|%o|%%'.format(['a', 1, 2.345, 12.5, 255, 5, 8])", "a|1|2.35|1.250000e+01|ff|101|10|%")]
    [InlineData("'%.1f %.0f %.3f'.format([0.25, 0.5, 1e21])", "0.2 0 1000000000000000000000.000")]
    [InlineData("'%s'.format([[1, {'b': null, 'a': 'x'}]])", "[1, {a: x, b: null}]")]
    public void Format(string text, string expected) => Assert.Equal(expected, Cel.Run(text).ToText());

    [Theory]
    [InlineData("base64.decode('aGk') == b'hi' && base64.encode(b'') == ''")]
    [InlineData("double('-inf') < 0.0 && int('+7') == 7 && bool('f') == false && string(1.0) == '1'")]
    [InlineData("bytes('é').size() == 2 && string(b'\\xc3\\xa9') == 'é'")]
    public void Conversions(string text) => Assert.Equal(CelValue.True, Cel.Run(text));
}
