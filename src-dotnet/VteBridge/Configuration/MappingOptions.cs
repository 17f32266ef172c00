namespace VteBridge.Configuration;

/// <summary>
/// Section `Mapping`: what VTE's data mean to WATS. Lists and tables that are configured replace their default.
/// </summary>
/// <remarks>So their defaults are not in the properties (the binder would add to them) but where they are used.</remarks>
internal sealed record MappingOptions
{
    /// <summary>Of runs that no rule of Processes matches. No default: only the site knows its processes.</summary>
    public int? DefaultProcessCode { get; init; }

    /// <summary>Name of that process, only where it is on the WATS server exactly so; WATS knows the name by the code.</summary>
    public string? DefaultProcessName { get; init; }

    /// <summary>The first rule that matches a run names its process.</summary>
    public IReadOnlyList<MappingProcess> Processes { get; init; } = [];

    /// <summary>Purpose of every test report, as WATS filters by it.</summary>
    public string Purpose { get; init; } = "Production";

    /// <summary>Part revision of products and units that have none.</summary>
    public string DefaultRevision { get; init; } = "1.0";

    /// <summary>Station name of runs whose test system and host are not known.</summary>
    public string DefaultStation { get; init; } = "Unknown";

    /// <summary>Location of runs whose site is not known.</summary>
    public string DefaultLocation { get; init; } = "Unknown";

    /// <summary>The first that is not blank. Default: Product.PartNumber, Product.Type, Run.ProductName, Product.Name; Run.TestplanName, Run.TestplanVariant, Run.Info1, Run.Info2 and Run.Info3 can be named too.</summary>
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

    /// <summary>What becomes of a run without a serial number.</summary>
    public MissingPolicy MissingSerial { get; init; }

    /// <summary>What becomes of a run without a part number.</summary>
    public MissingPolicy MissingPartNumber { get; init; }

    /// <summary>Part number of runs and sub-units that have none, where a placeholder is wanted.</summary>
    public string PlaceholderPartNumber { get; init; } = "Unknown";

    /// <summary>What becomes of serial number, part number, revision and station name with characters that are wildcards in WATS's searches: * % ? _ [ ] ^ ! / \</summary>
    public ReservedCharacterPolicy ReservedCharacters { get; init; }

    /// <summary>What becomes of names of steps and measurements with characters that WATS puts between the names of a path: / ¶</summary>
    public PathCharacterPolicy PathCharacters { get; init; }

    /// <summary>What stands for each such character when they are replaced.</summary>
    public string ReservedReplacement { get; init; } = "-";

    public MappingCodes Codes { get; init; } = new();

    /// <summary>What exit codes say, for the report's error message.</summary>
    public IReadOnlyDictionary<string, string> ExitCodeTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a value exactly on a limit is inside. LowInclusive and HighInclusive: only that limit is.</summary>
    public LimitRule Limits { get; init; }

    /// <summary>Values that stand for "no limit", with either sign. Default: 1.7976931348623157E308 and 9.9E37.</summary>
    public IReadOnlyList<double> AbsentLimits { get; init; } = [];

    /// <summary>What becomes of the numbers by which instruments say "not a number" (9.91E37) and "infinity" (9.9E37).</summary>
    public SentinelPolicy Sentinels { get; init; }

    /// <summary>Whether steps are put into sequences by their test numbers.</summary>
    public StepGrouping GroupBy { get; init; }

    /// <summary>Where Info1 to Info3 go in WATS.</summary>
    public InfoPlace InfoAs { get; init; }
    public MappingInfoNames InfoNames { get; init; } = new();

    /// <summary>Whether the components of the test system are reported as assets.</summary>
    public bool ComponentsAsAssets { get; init; }

    /// <summary>What becomes of self-tests and calibrations of the test system.</summary>
    public SystemTestPolicy SystemTests { get; init; }

    /// <summary>Required when system tests are included.</summary>
    public int? SystemTestProcessCode { get; init; }

    /// <summary>Whether pictures and other binary results are attached; false leaves them out, with their size and SHA-256 in the report text.</summary>
    public bool AttachBlobs { get; init; } = true;

    /// <summary>What becomes of a text result that is longer than WATS's report text.</summary>
    public LongTextPolicy LongText { get; init; }

    /// <summary>Process of repair reports; it must be a repair process on the WATS server.</summary>
    public int RepairProcessCode { get; init; } = 500;

    /// <summary>Purpose of repair reports.</summary>
    public string RepairPurpose { get; init; } = "Repair";

    /// <summary>What becomes of a repair that names no run, and whose unit has no failed run before it. WithoutLink: a report by the serial of its unit, under PlaceholderPartNumber; the repair process in WATS must allow that.</summary>
    public UnlinkedRepairPolicy UnlinkedRepairs { get; init; }
    public MappingRepairCodes RepairCodes { get; init; } = new();

    /// <summary>Of codes that RepairCodes does not list.</summary>
    public MappingRepairCode RepairFallback { get; init; } = new() { Category = "Other", Code = "Other" };

    /// <summary>Misc infos of repair reports, by description; WATS takes only those that it has been told of.</summary>
    public IReadOnlyList<string> RepairMiscInfos { get; init; } = [];
}
