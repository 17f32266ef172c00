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

/// <summary>
/// Section `Mapping:Codes`: what VTE's codes mean, by the code as text. A table that is configured replaces the
/// default of that table altogether; one that is not, or is empty, keeps it.
/// </summary>
/// <remarks>
/// Meanings are kept as the text that was configured: read as an enum, a "1" would silently be the enum's second member.
/// </remarks>
internal sealed record MappingCodes
{
    /// <summary>IndexData.Result: Passed, Failed, Error or Terminated. Default: 1 Passed, 0 Failed. Every other code is Error.</summary>
    public IReadOnlyDictionary<string, string> Result { get; init; } = None;

    /// <summary>IndexData.ExitCode: Normal, Aborted (Terminated) or Fault (Error). Default: 0 Normal. Every other code leaves the verdict to Result.</summary>
    public IReadOnlyDictionary<string, string> ExitCode { get; init; } = None;

    /// <summary>TestResultType of numbers: Passed, Failed, Done, Skipped, Error or Terminated. Default: none, so that the limits decide.</summary>
    public IReadOnlyDictionary<string, string> NumericResultType { get; init; } = None;

    /// <summary>TestResultType of texts. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> TextResultType { get; init; } = None;

    /// <summary>TestResultType of everything else. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> OtherResultType { get; init; } = None;

    /// <summary>VEE's own sequencer logs a cycle as 1 and a fail as 0.</summary>
    public static readonly IReadOnlyDictionary<string, string> OneIsPassed = new Dictionary<string, string>
    {
        ["1"] = nameof(Verdict.Passed),
        ["0"] = nameof(Verdict.Failed),
    };

    private static readonly Dictionary<string, string> None = [];

    /// <summary>Reads a member's name, case ignored; not its number.</summary>
    public static bool TryRead<T>(string? text, out T meaning)
        where T : struct, Enum
    {
        meaning = default;
        return text?.Trim() is [var first, ..] name
            && char.IsLetter(first)
            && !name.Contains(',')
            && Enum.TryParse(name, ignoreCase: true, out meaning);
    }
}

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
