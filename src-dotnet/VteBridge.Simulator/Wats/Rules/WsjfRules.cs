namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The data of one WATS server on which its validation depends.</summary>
internal sealed record WsjfRules
{
    public IReadOnlyList<WatsProcess> Processes { get; init; } =
    [
        new(10, "SW Debug", WatsProcessKind.Test),
        new(50, "ICT test", WatsProcessKind.Test),
        new(90, "Burn In test", WatsProcessKind.Test),
        new(100, "PCBA test", WatsProcessKind.Test),
        new(110, "Module test", WatsProcessKind.Test),
        new(120, "Final function test", WatsProcessKind.Test),
        new(200, "System test", WatsProcessKind.Test),
        new(500, "Repair", WatsProcessKind.Repair),
        new(510, "RMA repair", WatsProcessKind.Repair),
    ];

    /// <summary>False accepts every JSON object unchecked. For benchmarks, because validation takes some milliseconds per report.</summary>
    public bool Validates { get; init; } = true;

    /// <summary>True refuses reports whose process the server does not have.</summary>
    public bool KnownProcessesOnly { get; init; }

    /// <summary>The server's repair codes, by category.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RepairCodes { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["Component"] = Split(
                "Burned Component,Defect Component,Missing Component,Wrong Component,Wrong Polarity,Out of tolerance"
            ),
            ["Solder"] = Split("Cold solder,Dry joint,Insufficient solder,Short circuit,Tombstone"),
            ["Assembly"] = Split("Assembly error,Loose part,Missing part,Wrong part,Cable error"),
            ["Mechanical"] = Split("Damaged,Deformed,Scratched"),
            ["Design"] = Split("Design error,Documentation error"),
            ["Software"] = Split("Software error,Wrong firmware,Wrong configuration"),
            ["Test"] = Split("Fixture error,Operator error,Test program error,Test equipment error"),
            ["Replaced"] = ["Replaced"],
            ["Scrapped"] = ["Scrapped"],
            ["No failure found"] = ["No failure found"],
            ["Other"] = Split("Adjusted,Cleaned,Other,Unknown"),
        };

    /// <summary>The misc infos that a repair report may carry: WATS accepts predefined ones only.</summary>
    public IReadOnlyList<string> RepairMiscInfos { get; init; } = [];

    public string? ProcessName(int code) => Processes.FirstOrDefault(process => process.Code == code)?.Name;

    private static string[] Split(string names) => names.Split(',');
}

/// <summary>A process (test or repair operation) that exists on the server.</summary>
internal sealed record WatsProcess(int Code, string Name, WatsProcessKind Kind);

internal enum WatsProcessKind
{
    Test,
    Repair,
    Wip,
}
