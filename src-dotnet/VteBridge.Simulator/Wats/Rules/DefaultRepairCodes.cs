namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Repair categories and codes of the simulated server when none are configured.</summary>
internal static class DefaultRepairCodes
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Table { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["Component"] =
            [
                "Burned Component",
                "Defect Component",
                "Missing Component",
                "Wrong Component",
                "Wrong Polarity",
                "Out of tolerance",
            ],
            ["Solder"] = ["Cold solder", "Dry joint", "Insufficient solder", "Short circuit", "Tombstone"],
            ["Assembly"] = ["Assembly error", "Loose part", "Missing part", "Wrong part", "Cable error"],
            ["Mechanical"] = ["Damaged", "Deformed", "Scratched"],
            ["Design"] = ["Design error", "Documentation error"],
            ["Software"] = ["Software error", "Wrong firmware", "Wrong configuration"],
            ["Test"] = ["Fixture error", "Operator error", "Test program error", "Test equipment error"],
            ["Replaced"] = ["Replaced"],
            ["Scrapped"] = ["Scrapped"],
            ["No failure found"] = ["No failure found"],
            ["Other"] = ["Adjusted", "Cleaned", "Other", "Unknown"],
        };
}
