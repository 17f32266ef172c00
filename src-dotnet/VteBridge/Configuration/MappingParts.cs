namespace VteBridge.Configuration;

/// <summary>One of `Mapping:Processes`: the process of runs whose testplan, variant and site all match (* and ?, case ignored).</summary>
internal sealed record MappingProcess
{
    /// <summary>Name of the testplan; * and ? stand for any characters.</summary>
    public string Testplan { get; init; } = "*";

    /// <summary>Variant of the testplan, likewise.</summary>
    public string Variant { get; init; } = "*";

    /// <summary>Site of the run, likewise.</summary>
    public string Site { get; init; } = "*";

    /// <summary>Code of the process. Required.</summary>
    public int Code { get; init; }

    /// <summary>Only where it is on the WATS server exactly so; WATS knows the name by the code.</summary>
    public string? Name { get; init; }
}

/// <summary>Section `Mapping:InfoNames`: what Info1 to Info3 are called in WATS.</summary>
internal sealed record MappingInfoNames
{
    /// <summary>Name of Info1.</summary>
    public string Info1 { get; init; } = "Info1";

    /// <summary>Name of Info2.</summary>
    public string Info2 { get; init; } = "Info2";

    /// <summary>Name of Info3.</summary>
    public string Info3 { get; init; } = "Info3";
}

/// <summary>Section `Mapping:RepairCodes`: VTE's codes, as text, and the failure that each is in WATS.</summary>
internal sealed record MappingRepairCodes
{
    /// <summary>By VTE's failure code of the repair.</summary>
    public IReadOnlyDictionary<string, MappingRepairCode> FailureCode { get; init; } =
        new Dictionary<string, MappingRepairCode>();

    /// <summary>Used for an action whose repair has no failure code that is listed.</summary>
    public IReadOnlyDictionary<string, MappingRepairCode> ActionCode { get; init; } =
        new Dictionary<string, MappingRepairCode>();
}

/// <summary>A failure category and code; both must be on the WATS server.</summary>
internal sealed record MappingRepairCode
{
    /// <summary>Failure category as it is on the WATS server.</summary>
    public string Category { get; init; } = "";

    /// <summary>Failure code within the category.</summary>
    public string Code { get; init; } = "";
}
