using System.Globalization;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The calibrated components of the test system as assets of WATS, once each.</summary>
internal static class Assets
{
    public static IReadOnlyList<Asset> Of(TestRun run, Findings findings) =>
        run.Components.Count == 0
            ? []
            :
            [
                .. run
                    .Components.Select(component => findings.Fit("Component serial", component.Serial))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Select(serial => new Asset(serial)),
            ];

    /// <summary>What an asset has no place for: name, type and calibration.</summary>
    public static void AddInfos(TestRun run, InfoList infos)
    {
        foreach (var component in run.Components)
            infos.Add("VTE component", Describe(component), "TestsystemComponents", "Mapping:ComponentsAsAssets");
    }

    private static string Describe(TestsystemComponent component)
    {
        var calibrated = component.CalibrationDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var texts = new[]
        {
            component.Name,
            component.Type,
            component.Serial,
            calibrated is null ? null : $"calibrated {calibrated}",
            string.IsNullOrWhiteSpace(component.CalibrationInterval)
                ? null
                : $"interval {component.CalibrationInterval}",
        };
        return string.Join(' ', texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim()));
    }
}
