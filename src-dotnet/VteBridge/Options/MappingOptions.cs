namespace VteBridge.Options;

/// <summary>
/// Section `Mapping`: what VTE's data mean to WATS. Lists and tables that are configured replace their default, so
/// the defaults are not in the properties (the binder would add to them) but where they are used.
/// </summary>
internal sealed record MappingOptions
{
    /// <summary>Of runs that no rule of Processes matches. No default: only the site knows its processes.</summary>
    public int? DefaultProcessCode { get; init; }
    public string? DefaultProcessName { get; init; }

    /// <summary>The first rule that matches a run names its process.</summary>
    public IReadOnlyList<MappingProcess> Processes { get; init; } = [];
    public string Purpose { get; init; } = "Production";
    public string DefaultRevision { get; init; } = "1.0";
    public string DefaultStation { get; init; } = "Unknown";
    public string DefaultLocation { get; init; } = "Unknown";

    /// <summary>The first that is not blank. Default: Product.PartNumber, Product.Type, Run.ProductName, Product.Name.</summary>
    public IReadOnlyList<string> PartNumberFrom { get; init; } = [];

    /// <summary>What PartNumberFrom may name; the first four are its default.</summary>
    public static readonly IReadOnlyList<string> PartNumberSources =
    [
        "Product.PartNumber",
        "Product.Type",
        "Run.ProductName",
        "Product.Name",
        "Run.TestplanName",
        "Run.TestplanVariant",
        "Run.Info1",
        "Run.Info2",
        "Run.Info3",
    ];
    public MissingPolicy MissingSerial { get; init; }
    public MissingPolicy MissingPartNumber { get; init; }

    /// <summary>Part number of runs and sub-units that have none, where a placeholder is wanted.</summary>
    public string PlaceholderPartNumber { get; init; } = "Unknown";
    public HostilePolicy HostileCharacters { get; init; }
    public string HostileReplacement { get; init; } = "_";

    public MappingCodes Codes { get; init; } = new();

    /// <summary>What exit codes say, for the report's error message.</summary>
    public IReadOnlyDictionary<string, string> ExitCodeTexts { get; init; } = new Dictionary<string, string>();
    public LimitRule Limits { get; init; }

    /// <summary>Values that stand for "no limit", with either sign. Default: 1.7976931348623157E308 and 9.9E37.</summary>
    public IReadOnlyList<double> AbsentLimits { get; init; } = [];
    public SentinelPolicy Sentinels { get; init; }
    public StepGrouping GroupBy { get; init; }

    public InfoPlace InfoAs { get; init; }
    public MappingInfoNames InfoNames { get; init; } = new();
    public bool ComponentsAsAssets { get; init; }
    public SystemTestPolicy SystemTests { get; init; }

    /// <summary>Required when system tests are included.</summary>
    public int? SystemTestProcessCode { get; init; }

    /// <summary>Whether pictures and other binary results are attached; false leaves them out, with their size and SHA-256 in the report text.</summary>
    public bool AttachBlobs { get; init; } = true;
    public LongTextPolicy LongText { get; init; }

    public int RepairProcessCode { get; init; } = 500;
    public string RepairPurpose { get; init; } = "Repair";
    public MappingRepairCodes RepairCodes { get; init; } = new();

    /// <summary>Of codes that RepairCodes does not list.</summary>
    public MappingRepairCode RepairFallback { get; init; } = new() { Category = "Other", Code = "Other" };

    /// <summary>Misc infos of repair reports, by description; WATS takes only those that it has been told of.</summary>
    public IReadOnlyList<string> RepairMiscInfos { get; init; } = [];

    public IEnumerable<OptionProblem> Problems() => MappingProblems.Of(this);
}
