using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The parts built into a unit: sub-units where they have a serial, misc infos where not.</summary>
internal static class Assemblies
{
    private const string NoType = "Part";

    /// <summary>Parts of the unit first, then the parts of those.</summary>
    public static IReadOnlyList<SubUnit> SubUnits(TestRun run, MappingOptions options, Findings findings)
    {
        if (run.Assemblies.Count == 0)
            return [];
        var units = new List<SubUnit>();
        foreach (var part in run.Assemblies.Where(HasSerial).OrderBy(part => part.Level))
        {
            var unit = new SubUnit(
                findings.Fit("Part type", part.PartType, WsjfLimits.PartType) ?? NoType,
                findings.Fit("Part number", part.PartNumber) ?? options.PlaceholderPartNumber,
                findings.Fit("Part serial", part.Serial)!,
                findings.Fit("Part revision", part.Revision)
            );
            units.Add(unit);
            findings.Explanation?.Add(
                $"subUnits[{units.Count - 1}]",
                $"{unit.PartType} {unit.SerialNumber}",
                "AssemblyData",
                $"level {part.Level}, has a serial"
            );
        }
        return units;
    }

    /// <summary>Parts without a serial, and whose part a part of the second level is: WATS's list of sub-units is flat.</summary>
    public static void AddInfos(TestRun run, InfoList infos)
    {
        foreach (var part in run.Assemblies.OrderBy(part => part.Level))
        {
            if (!HasSerial(part))
                infos.Add("VTE part", Describe(part), "AssemblyData", "has no serial, so it is no sub-unit");
            else if (!string.IsNullOrWhiteSpace(part.ParentSerial))
                infos.Add(
                    "VTE part of",
                    $"{part.Serial!.Trim()} in {part.ParentSerial.Trim()}",
                    "AssemblyData",
                    "a part of a part"
                );
        }
    }

    private static bool HasSerial(AssemblyPart part) => !string.IsNullOrWhiteSpace(part.Serial);

    private static string Describe(AssemblyPart part)
    {
        var texts = new[]
        {
            part.PartType,
            part.PartNumber,
            part.Revision,
            part.ParentSerial is { } parent ? $"in {parent.Trim()}" : null,
        };
        return string.Join(' ', texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim()));
    }
}
