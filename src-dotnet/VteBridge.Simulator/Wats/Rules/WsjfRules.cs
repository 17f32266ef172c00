namespace VteBridge.Simulator.Wats.Rules;

/// <summary>What a particular WATS server knows, and so what its validation depends on.</summary>
internal sealed record WsjfRules
{
    public IReadOnlyList<WatsProcess> Processes { get; init; } = WatsProcess.Defaults;

    /// <summary>The repair codes of the server: category → codes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RepairCodes { get; init; } = DefaultRepairCodes.Table;

    /// <summary>Descriptions of misc infos that a repair report may carry; WATS takes predefined ones only.</summary>
    public IReadOnlyList<string> RepairMiscInfos { get; init; } = [];

    /// <summary>
    /// The written contract demands startUTC, yet genuine servers have been seen to take a report without it
    /// and to add it. False plays such a server.
    /// </summary>
    public bool RequireStartUtc { get; init; } = true;
}
