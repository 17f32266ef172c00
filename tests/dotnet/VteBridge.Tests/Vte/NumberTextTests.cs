using System.Globalization;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

/// <summary>Numbers in text columns are read exactly or not at all.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("3.0", 3.0)]
    [InlineData(" 3 ", 3.0)]
    [InlineData("3,0", 3.0)]
    [InlineData("12,5", 12.5)]
    [InlineData("-0,125", -0.125)]
    [InlineData("1234,567", 1234.567)]
    [InlineData("1,5E-3", 0.0015)]
    [InlineData("0,5", 0.5)]
    [InlineData("1.5e3", 1500.0)]
    // Texts that could be two different numbers, or none.
    [InlineData("1,234", null)]
    [InlineData("-12,345", null)]
    [InlineData("1.234,5", null)]
    [InlineData("1,234.5", null)]
    [InlineData("1,2,3", null)]
    [InlineData("", null)]
    [InlineData("NaN", null)]
    [InlineData("1E999", null)]
    [InlineData("3 V", null)]
    [InlineData("٣", null)]
    public void Text_is_a_number_only_where_it_can_be_one_alone(string text, double? expected)
    {
        foreach (var culture in new[] { "", "de-DE", "en-US", "fa-IR", "th-TH" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, NumberText.Read(text));
        }
    }
}
