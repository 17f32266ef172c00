namespace VteBridge.Options;

/// <summary>One of `Mapping:Processes`: the process of runs whose testplan, variant and site all match (* and ?, case ignored).</summary>
internal sealed record MappingProcess
{
    public string Testplan { get; init; } = "*";
    public string Variant { get; init; } = "*";
    public string Site { get; init; } = "*";

    /// <summary>Required.</summary>
    public int Code { get; init; }

    /// <summary>Only where it is on the WATS server exactly so; WATS knows the name by the code.</summary>
    public string? Name { get; init; }
}

/// <summary>Section `Mapping:InfoNames`: what Info1 to Info3 are called in WATS.</summary>
internal sealed record MappingInfoNames
{
    public string Info1 { get; init; } = "Info1";
    public string Info2 { get; init; } = "Info2";
    public string Info3 { get; init; } = "Info3";
}

/// <summary>Section `Mapping:RepairCodes`: VTE's codes, as text, and the failure that each is in WATS.</summary>
internal sealed record MappingRepairCodes
{
    public IReadOnlyDictionary<string, MappingRepairCode> FailureCode { get; init; } =
        new Dictionary<string, MappingRepairCode>();

    /// <summary>Used for an action whose repair has no failure code that is listed.</summary>
    public IReadOnlyDictionary<string, MappingRepairCode> ActionCode { get; init; } =
        new Dictionary<string, MappingRepairCode>();
}

/// <summary>A failure category and code; both must be on the WATS server.</summary>
internal sealed record MappingRepairCode
{
    public string Category { get; init; } = "";
    public string Code { get; init; } = "";
}
