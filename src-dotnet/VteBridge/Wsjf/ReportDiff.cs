using System.Security.Cryptography;

namespace VteBridge.Wsjf;

/// <summary>One place in which two reports differ, named for people. A value is null if that report has nothing there.</summary>
internal sealed record ReportDifference(string Place, string? Before, string? After)
{
    public override string ToString() => $"{Place} {Before ?? "(absent)"} → {After ?? "(absent)"}";
}

/// <summary>
/// Compares two WSJF documents: what was sent or what WATS returns, and what would be sent now. Numbers are compared at the 15
/// significant digits that WATS keeps, times as instants. Null, empty and absent are equal. What only WATS adds is ignored: ids of
/// steps, and members that VteBridge never writes.
/// </summary>
internal static class ReportDiff
{
    private static readonly string[] Times = ["start", "startUTC", "confirmDate", "finalizeDate"];
    private static readonly string[] Points = ["xdata", "ydata"];

    /// <summary>Compared only if both reports have them: WATS numbers steps anew and fills in the name of a process.</summary>
    private static readonly string[] ComparedWhereBothHaveThem = ["processName", "refStepId"];

    /// <summary>The names of all members that VteBridge's reports may have, at any level.</summary>
    private static readonly HashSet<string> Members =
    [
        .. "type sn pn rev processCode result machineName location purpose uut uur user execTime errorCode errorMessage".Split(
            ' '
        ),
        .. "batchSN comment refUUT miscInfos description text subUnits idx partType failures category code artNumber".Split(
            ' '
        ),
        .. "comRef assets assetSN usageCount root group stepType name status reportText numericMeas stringMeas booleanMeas".Split(
            ' '
        ),
        .. "compOp unit value lowLimit highLimit limit chart chartType label xLabel yLabel yUnit series dataType".Split(
            ' '
        ),
        .. "attachment contentType data steps seqCall path version".Split(' '),
        .. Times,
        .. Points,
    ];

    public static IEnumerable<ReportDifference> Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var one = JsonDocument.Parse(before);
        using var other = JsonDocument.Parse(after);
        foreach (var difference in Between(one.RootElement, other.RootElement))
            yield return difference;
    }

    public static IEnumerable<ReportDifference> Between(JsonElement before, JsonElement after) =>
        Compare("", "id", Member(before, "id"), Member(after, "id")).Concat(Objects("", before, after));

    private static IEnumerable<ReportDifference> Objects(string place, JsonElement before, JsonElement after)
    {
        var names = after.EnumerateObject().Concat(before.EnumerateObject()).Select(member => member.Name).Distinct();
        foreach (var name in names)
        {
            var (one, other) = (Member(before, name), Member(after, name));
            var isCompared =
                Members.Contains(name)
                || (ComparedWhereBothHaveThem.Contains(name) && one is not null && other is not null);
            if (!isCompared)
                continue;
            foreach (var difference in Compare(place, name, one, other))
                yield return difference;
        }
    }

    private static IEnumerable<ReportDifference> Compare(
        string place,
        string name,
        JsonElement? before,
        JsonElement? after
    )
    {
        var here = Join(place, name);
        return (before?.ValueKind ?? after?.ValueKind) switch
        {
            null => [],
            JsonValueKind.Array when AreObjects(before) && AreObjects(after) => Lists(
                place,
                name,
                Items(before),
                Items(after)
            ),
            JsonValueKind.Object when before is { } one && after is { ValueKind: JsonValueKind.Object } other =>
                Objects(here, one, other),
            _ when before is { } one && after is { } other && AreSame(name, one, other) => [],
            _ => [Difference(here, name, before, after)],
        };
    }

    private static IEnumerable<ReportDifference> Lists(
        string place,
        string name,
        JsonElement[] before,
        JsonElement[] after
    )
    {
        foreach (var (one, other, position) in Pairs(name, before, after))
        {
            var here = Join(place == "root" ? "" : place, Label(name, place, other ?? one!.Value, position));
            var differences =
                one is { } a && other is { } b ? Objects(here, a, b)
                : one is null ? [new ReportDifference(here, null, "present")]
                : [new ReportDifference(here, "present", null)];
            foreach (var difference in differences)
                yield return difference;
        }
    }

    /// <summary>Pairs the items of two lists: by position if both are equally long (steps keep their order), else by their keys.</summary>
    private static IEnumerable<(JsonElement? Before, JsonElement? After, int Position)> Pairs(
        string name,
        JsonElement[] before,
        JsonElement[] after
    )
    {
        if (before.Length == after.Length && name is not ("miscInfos" or "subUnits" or "assets"))
        {
            for (var i = 0; i < after.Length; i++)
                yield return (before[i], after[i], i + 1);
            yield break;
        }
        var left = before.Select(item => (Item: item, Key: Key(item), Text: Text(item, "text"))).ToList();
        var matches = new JsonElement?[after.Length];
        // Exact matches go first. Of several misc infos with one description, a changed one must not take the place of an equal one.
        foreach (var isExact in new[] { true, false })
        {
            var byKey = left.ToLookup(one => (one.Key, isExact ? one.Text : null))
                .ToDictionary(group => group.Key, group => new Queue<(JsonElement, string, string?)>(group));
            for (var i = 0; i < after.Length; i++)
            {
                var key = (Key(after[i]), isExact ? Text(after[i], "text") : null);
                if (matches[i] is null && byKey.GetValueOrDefault(key)?.TryDequeue(out var match) == true)
                    matches[i] = match.Item1;
            }
            left = [.. byKey.Values.SelectMany(queue => queue)];
        }
        for (var i = 0; i < after.Length; i++)
            yield return (matches[i], after[i], i + 1);
        foreach (var (item, _, _) in left)
            yield return (item, null, Array.IndexOf(before, item) + 1);
    }

    /// <summary>The key of an item of any list: a misc info, a sub-unit, an asset, a step or a measurement.</summary>
    private static string Key(JsonElement item) =>
        Text(item, "description")
        ?? Text(item, "assetSN")
        ?? (Text(item, "sn") is { } serial ? $"{Text(item, "partType")} {serial}" : Text(item, "name") ?? "");

    private static string Label(string list, string place, JsonElement item, int position) =>
        list switch
        {
            "steps" when place.StartsWith("step ", StringComparison.Ordinal) => $"sub-step {position} '{Key(item)}'",
            "steps" => $"step {position} '{Key(item)}'",
            "miscInfos" => $"misc info '{Key(item)}'",
            "subUnits" => $"sub-unit '{Key(item)}'",
            "assets" => $"asset '{Key(item)}'",
            "failures" => $"failure {position}",
            "series" => "",
            _ when Text(item, "name") is { } name => $"'{name}'",
            _ => "",
        };

    private static bool AreSame(string name, JsonElement before, JsonElement after)
    {
        if (before.ValueKind == JsonValueKind.Number && after.ValueKind == JsonValueKind.Number)
            return Digits(before.GetRawText()) == Digits(after.GetRawText());
        var (one, other) = (before.ToString(), after.ToString());
        return one == other
            || (Times.Contains(name) && Time(one) is { } time && time == Time(other))
            || (name is "id" or "refUUT" && string.Equals(one, other, StringComparison.OrdinalIgnoreCase))
            || (Points.Contains(name) && one.Split(';').Select(Digits).SequenceEqual(other.Split(';').Select(Digits)));
    }

    /// <summary>The largest double, rounded to 15 digits by WATS, is beyond the range of double. It is then compared as text.</summary>
    private static string Digits(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? (value + 0.0).ToString("G15", CultureInfo.InvariantCulture)
            : number.ToUpperInvariant();

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static ReportDifference Difference(string place, string name, JsonElement? before, JsonElement? after)
    {
        if (name == "data")
            return new ReportDifference(place, Sized(before), Sized(after));
        var (one, other) = (before?.ToString(), after?.ToString());
        var same = (one ?? "").Zip(other ?? "").TakeWhile(pair => pair.First == pair.Second).Count();
        return new ReportDifference(place, Around(one, same), Around(other, same));
    }

    private static string? Sized(JsonElement? file) =>
        file is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var bytes)
            ? $"{bytes.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}"
            : file?.ToString();

    /// <summary>A part of a long text, from a little before the first difference.</summary>
    private static string? Around(string? text, int same)
    {
        const int Shown = 80;
        if (text is null || text.Length <= Shown)
            return text;
        var from = WsjfText.Boundary(text, Math.Max(0, same - 20));
        var part = WsjfText.Cut(text[from..], Shown);
        return $"{(from > 0 ? "…" : "")}{part}{(from + part.Length < text.Length ? "…" : "")} ({text.Length} characters)";
    }

    /// <summary>Null if the member is absent, null, or empty.</summary>
    private static JsonElement? Member(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member)
        && member.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String => member.GetString() != "",
            JsonValueKind.Array => member.GetArrayLength() > 0,
            _ => true,
        }
            ? member
            : null;

    private static bool AreObjects(JsonElement? list) =>
        list is null
        || (
            list is { ValueKind: JsonValueKind.Array } array
            && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
        );

    private static JsonElement[] Items(JsonElement? list) => list is { } array ? [.. array.EnumerateArray()] : [];

    private static string? Text(JsonElement of, string name) => Member(of, name)?.ToString();

    private static string Join(string place, string name) =>
        place == "" ? name
        : name == "" ? place
        : $"{place} {name}";
}
