namespace VteBridge.Simulator.Wats.Rules;

/// <summary>A process (test or repair operation) that exists on the server.</summary>
internal sealed record WatsProcess(int Code, string Name, WatsProcessKind Kind)
{
    public static IReadOnlyList<WatsProcess> Defaults { get; } =
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
}
