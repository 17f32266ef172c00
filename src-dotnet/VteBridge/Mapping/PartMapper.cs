using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Maps the parts built into a unit to sub-units, and the calibrated components of the test system to assets. What neither can
/// hold becomes misc infos.
/// </summary>
internal sealed class PartMapper(MappingOptions options)
{
    private const string NoType = "Part";

    /// <summary>The parts that have a serial: first those of the unit, then the parts of those parts.</summary>
    public IReadOnlyList<SubUnit> SubUnits(TestRun run, Findings findings)
    {
        var units = new List<SubUnit>();
        foreach (var part in run.Assemblies.Where(HasSerial).OrderBy(part => part.Level))
        {
            var unit = new SubUnit(
                findings.Fit("Part type", part.PartType, WsjfLimits.PartType) ?? NoType,
                findings.FitIdentity("Part number", part.PartNumber) ?? options.PlaceholderPartNumber,
                findings.FitIdentity("Part serial", part.Serial)!,
                findings.Fit("Part revision", part.Revision)
            );
            units.Add(unit);
            findings.Why?.Add(
                $"subUnits[{units.Count - 1}]",
                $"{unit.PartType} {unit.SerialNumber}",
                "AssemblyData",
                $"level {part.Level}, has a serial"
            );
        }
        return units;
    }

    /// <summary>One asset for each serial.</summary>
    public IReadOnlyList<Asset> Assets(TestRun run, Findings findings) =>
        options.ComponentsAsAssets
            ?
            [
                .. run
                    .Components.Select(component => findings.Fit("Component serial", component.Serial))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Select(serial => new Asset(serial)),
            ]
            : [];

    /// <summary>
    /// Adds parts without a serial, the parents of second-level parts (WATS's list of sub-units is flat), and what an asset has no
    /// place for.
    /// </summary>
    public void AddInfos(TestRun run, InfoList infos)
    {
        foreach (var part in run.Assemblies.OrderBy(part => part.Level))
        {
            var of = string.IsNullOrWhiteSpace(part.ParentSerial) ? null : $"in {part.ParentSerial.Trim()}";
            if (!HasSerial(part))
                infos.Add(
                    "VTE part",
                    Words.Join(' ', part.PartType, part.PartNumber, part.Revision, of),
                    "AssemblyData",
                    "has no serial, so it is not a sub-unit"
                );
            else if (of is not null)
                infos.Add("VTE part of", $"{part.Serial!.Trim()} {of}", "AssemblyData", "a part of a part");
        }
        if (!options.ComponentsAsAssets)
            return;
        foreach (var component in run.Components)
            infos.Add("VTE component", Describe(component), "TestsystemComponents", "Mapping:ComponentsAsAssets");
    }

    private static bool HasSerial(AssemblyPart part) => !string.IsNullOrWhiteSpace(part.Serial);

    private static string Describe(TestsystemComponent component) =>
        Words.Join(
            ' ',
            component.Name,
            component.Type,
            component.Serial,
            component.CalibrationDate?.ToString("'calibrated' yyyy-MM-dd", CultureInfo.InvariantCulture)
                ?? (
                    string.IsNullOrWhiteSpace(component.CalibrationText)
                        ? null
                        : $"calibrated {component.CalibrationText.Trim()}"
                ),
            string.IsNullOrWhiteSpace(component.CalibrationInterval)
                ? null
                : $"interval {component.CalibrationInterval}"
        );
}
