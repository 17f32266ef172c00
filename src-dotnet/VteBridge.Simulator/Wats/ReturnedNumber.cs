using System.Globalization;
using System.Text.Json.Nodes;

namespace VteBridge.Simulator.Wats;

/// <summary>A double as WATS returns it: 15 significant digits, always with a fraction or an exponent.</summary>
internal static class ReturnedNumber
{
    public static JsonNode From(JsonNode sent)
    {
        var text = sent.GetValue<double>().ToString("G15", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!;
    }
}
