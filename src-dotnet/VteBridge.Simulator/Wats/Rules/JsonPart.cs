using System.Collections.Frozen;
using System.Text.Json;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>
/// One object of the report with its place. Each reader checks what it reads and notes what is wrong; it returns
/// null for a member that is absent, null (a genuine server writes nulls itself) or wrong.
/// </summary>
internal readonly struct JsonPart(JsonElement element, Place place, Problems problems)
{
    public Place Place => place;

    public bool Has(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>The member is there, be it null.</summary>
    public bool Mentions(string name) => element.TryGetProperty(name, out _);

    public void Problem(string what) => problems.Add(place, what);

    public void Problem(string name, string what) => problems.Add(place.Member(name), what);

    public void Only(FrozenSet<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                Problem(property.Name, "is not a member of WSJF");
            }
        }
    }

    public void Require(string name)
    {
        if (!Has(name))
        {
            Problem(name, "is required");
        }
    }

    public void Forbid(string name, string why)
    {
        if (Has(name))
        {
            Problem(name, why);
        }
    }

    public string? RequiredText(string name, int longest = WsjfLimits.Text, int shortest = 1)
    {
        Require(name);
        return Text(name, longest, shortest);
    }

    public string? Text(string name, int longest = WsjfLimits.Text, int shortest = 0)
    {
        if (Of(name, "a text", JsonValueKind.String) is not { } value)
        {
            return null;
        }
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair: TextRules has named it.
        }
        if (text.Length > longest)
        {
            Problem(name, $"is {text.Length} characters long, {longest} are allowed");
        }
        else if (text.Length < shortest)
        {
            Problem(name, "must not be empty");
        }
        return text;
    }

    /// <summary>A text of exactly one of the letters.</summary>
    public string? Letter(string name, string letters)
    {
        Require(name);
        if (Of(name, "a text", JsonValueKind.String) is not { } value)
        {
            return null;
        }
        foreach (var letter in letters)
        {
            if (value.ValueEquals([letter]))
            {
                return letter.ToString();
            }
        }
        Problem(name, $"is {value.GetRawText()}, allowed are {string.Join(' ', letters.AsEnumerable())}");
        return null;
    }

    public double? Number(string name)
    {
        if (Of(name, "a number", JsonValueKind.Number) is not { } value)
        {
            return null;
        }
        if (value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }
        Problem(name, "is not a finite number");
        return null;
    }

    public int? Integer(string name)
    {
        if (Of(name, "a whole number", JsonValueKind.Number) is not { } value)
        {
            return null;
        }
        if (value.TryGetInt32(out var number))
        {
            return number;
        }
        Problem(name, "is not a whole number of 32 bits");
        return null;
    }

    public void Boolean(string name) => Of(name, "true or false", JsonValueKind.True, JsonValueKind.False);

    public Guid? Id(string name)
    {
        if (Of(name, "a text", JsonValueKind.String) is not { } value)
        {
            return null;
        }
        if (value.TryGetGuid(out var id))
        {
            return id;
        }
        Problem(name, $"is {value.GetRawText()}, which is not a GUID");
        return null;
    }

    public JsonPart? Object(string name) =>
        Of(name, "an object", JsonValueKind.Object) is { } value
            ? new JsonPart(value, place.Member(name), problems)
            : null;

    /// <summary>The objects of a list; null when there is no list.</summary>
    public IReadOnlyList<JsonPart>? Items(string name)
    {
        if (Of(name, "a list", JsonValueKind.Array) is not { } list)
        {
            return null;
        }
        var items = new List<JsonPart>(list.GetArrayLength());
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = place.Item(name, index++);
            if (item.ValueKind == JsonValueKind.Object)
            {
                items.Add(new JsonPart(item, at, problems));
            }
            else
            {
                problems.Add(at, "must be an object");
            }
        }
        return items;
    }

    private JsonElement? Of(string name, string what, JsonValueKind kind, JsonValueKind orKind = default)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        if (value.ValueKind == kind || (orKind != default && value.ValueKind == orKind))
        {
            return value;
        }
        Problem(name, $"must be {what}");
        return null;
    }
}
