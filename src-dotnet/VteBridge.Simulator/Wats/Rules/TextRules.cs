using System.Runtime.InteropServices;
using System.Text.Json;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>No text anywhere holds a control character (but tab and line ends) or half of a surrogate pair.</summary>
internal static class TextRules
{
    public static void Check(JsonElement root, Problems problems)
    {
        // Both can only be written as an escape: a document without one needs no second look.
        if (JsonMarshal.GetRawUtf8Value(root).Contains((byte)'\\'))
        {
            Walk(root, Place.Root, problems);
        }
    }

    private static void Walk(JsonElement value, Place place, Problems problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.Array)
                    {
                        WalkList(member, place, problems);
                    }
                    else
                    {
                        Walk(member.Value, place.Member(member.Name), problems);
                    }
                }
                break;
            case JsonValueKind.String when JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\'):
                CheckText(value, place, problems);
                break;
        }
    }

    private static void WalkList(JsonProperty list, Place place, Problems problems)
    {
        var index = 0;
        foreach (var item in list.Value.EnumerateArray())
        {
            Walk(item, place.Item(list.Name, index++), problems);
        }
    }

    private static void CheckText(JsonElement value, Place place, Problems problems)
    {
        try
        {
            foreach (var character in value.GetString()!)
            {
                if (character < ' ' && character is not ('\t' or '\r' or '\n'))
                {
                    problems.Add(place, $"holds the control character U+{(int)character:X4}");
                    return;
                }
            }
        }
        catch (InvalidOperationException)
        {
            problems.Add(place, "holds half of a surrogate pair");
        }
    }
}
