using System.Globalization;

namespace VteBridge.Vte.Reading;

/// <summary>Numbers in columns of any type. Exact or nothing: a text that could mean two numbers is none.</summary>
internal static class NumberText
{
    /// <summary>A real keeps the digits that it was written with: 0.1, not 0.10000000149011612.</summary>
    public static double? Read(object value) =>
        value switch
        {
            double d => d,
            float f => double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            bool b => b ? 1 : 0,
            int or long or short or byte or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            string s => Read(s),
            _ => null,
        };

    /// <summary>
    /// With a decimal point, or with a decimal comma where it can be nothing else: "3,0" and "0,125" are numbers, "1,234" is one
    /// thing here and another there.
    /// </summary>
    public static double? Read(string text)
    {
        text = text.Trim();
        if (text.Contains(','))
        {
            if (MayBeThousands(text) || text.IndexOf(',') != text.LastIndexOf(',') || text.Contains('.'))
                return null;
            text = text.Replace(',', '.');
        }
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>One to three digits, the first no zero, a comma, three digits: also how some write thousands.</summary>
    private static bool MayBeThousands(string text)
    {
        var digits = text.TrimStart('+', '-');
        var comma = digits.IndexOf(',');
        return comma is >= 1 and <= 3
            && digits[0] != '0'
            && digits.Length == comma + 4
            && digits.AsSpan(comma + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
