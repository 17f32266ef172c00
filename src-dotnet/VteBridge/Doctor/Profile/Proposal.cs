using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Mapping;

namespace VteBridge.Doctor.Profile;

/// <summary>
/// A piece of configuration to fill in: every code and testplan of the sample that the configuration does not mention.
/// "Error" and "Other" are where a person must decide; a meaning is proposed only where the sample proves it.
/// </summary>
internal static class Proposal
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Null when there is nothing to fill in.</summary>
    public static JsonObject? Of(SiteProfile profile, BridgeOptions options)
    {
        var mapping = new JsonObject();
        var codes = new JsonObject();
        Codes(codes, "Result", profile, Flags.UnknownResult, "Error");
        Codes(codes, "ExitCode", profile, Flags.UnknownExitCode, "Normal");
        if (options.Mapping.Codes.NumericResultType.Count == 0 && profile.Steps.ProposedCodes is { } proposed)
            codes["NumericResultType"] = new JsonObject(
                proposed.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))
            );
        if (codes.Count > 0)
            mapping["Codes"] = codes;
        RepairCodes(mapping, profile);
        if (options.Mapping.Processes.Count == 0)
            mapping["Processes"] = new JsonArray([
                .. profile.Testplans.Ordered.Select(t => new JsonObject
                {
                    ["Testplan"] = t.Key,
                    ["Code"] = options.Mapping.DefaultProcessCode,
                }),
            ]);
        var root = new JsonObject();
        if (mapping.Count > 0)
            root["Mapping"] = mapping;
        if (profile.MedianTestTime > SecondsPerDay)
            root["Vte"] = new JsonObject { ["TestTimeFactor"] = options.Vte.TestTimeFactor / 1000 };
        return root.Count == 0 ? null : root;
    }

    /// <summary>A configured table replaces the default altogether, so the default's entries stand in it too.</summary>
    private static void Codes(JsonObject codes, string table, SiteProfile profile, string flag, string meaning)
    {
        var unknown = Details(profile, flag).Where(code => code != "none").ToList();
        if (unknown.Count == 0)
            return;
        var entries = new JsonObject();
        if (table == "Result")
            foreach (var (code, known) in MappingCodes.OneIsPassed)
                entries[code] = known;
        foreach (var code in unknown)
            entries[code] = meaning;
        codes[table] = entries;
    }

    private static void RepairCodes(JsonObject mapping, SiteProfile profile)
    {
        var tables = new JsonObject();
        foreach (var detail in Details(profile, Flags.UnmappedRepairCode).Where(d => d.Contains(' ')))
        {
            var (table, code) = (detail[..detail.IndexOf(' ')], detail[(detail.IndexOf(' ') + 1)..]);
            tables[table] ??= new JsonObject();
            tables[table]![code] = new JsonObject { ["Category"] = "Other", ["Code"] = "Other" };
        }
        if (tables.Count > 0)
            mapping["RepairCodes"] = tables;
    }

    private static IEnumerable<string> Details(SiteProfile profile, string flag) =>
        profile
            .Flags.Ordered.Where(f => Flags.KindOf(f.Key) == flag && f.Key.Length > flag.Length + 1)
            .Select(f => f.Key[(flag.Length + 1)..]);
}
