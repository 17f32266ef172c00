using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Mapping;

namespace VteBridge.Doctor.Profile;

/// <summary>
/// Configuration to fill in: every code and testplan of the sample that the configuration does not mention. A person must
/// decide about the entries "Error" and "Normal" and about repair codes with the fallback. A meaning is proposed only
/// where the sample proves it, a failure only where WATS has one with the same or nearly the same name.
/// </summary>
internal static class Proposal
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Null when there is nothing to fill in.</summary>
    /// <param name="failures">The failures that WATS has for repairs; empty when they are unknown.</param>
    public static JsonObject? Of(SiteProfile profile, BridgeOptions options, IReadOnlyList<MappingRepairCode> failures)
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
        RepairCodes(mapping, profile, options.Mapping, failures);
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

    /// <summary>A configured table replaces the whole default, so the default's entries are in the proposed table too.</summary>
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

    /// <summary>The proposed tables also have the entries that are configured already.</summary>
    private static void RepairCodes(
        JsonObject mapping,
        SiteProfile profile,
        MappingOptions options,
        IReadOnlyList<MappingRepairCode> failures
    )
    {
        var unmapped = profile.UnmappedRepairCodes.ToLookup(code => code.Table);
        var tables = new JsonObject();
        foreach (
            var (table, configured) in new[]
            {
                (nameof(MappingRepairCodes.FailureCode), options.RepairCodes.FailureCode),
                (nameof(MappingRepairCodes.ActionCode), options.RepairCodes.ActionCode),
            }
        )
            if (unmapped[table].Any())
                tables[table] = new JsonObject(
                    configured
                        .Select(known => (Code: known.Key, Failure: known.Value))
                        .Concat(
                            unmapped[table]
                                .Select(code => (code.Code, Failure: code.Best(failures) ?? options.RepairFallback))
                        )
                        .Select(one =>
                            KeyValuePair.Create(
                                one.Code,
                                (JsonNode?)
                                    new JsonObject { ["Category"] = one.Failure.Category, ["Code"] = one.Failure.Code }
                            )
                        )
                );
        if (tables.Count > 0)
            mapping["RepairCodes"] = tables;
    }

    private static IEnumerable<string> Details(SiteProfile profile, string flag) =>
        profile
            .Flags.Ordered.Where(f => Flags.KindOf(f.Key) == flag && f.Key.Length > flag.Length + 1)
            .Select(f => f.Key[(flag.Length + 1)..]);
}
