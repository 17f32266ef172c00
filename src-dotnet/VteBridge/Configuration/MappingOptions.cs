namespace VteBridge.Configuration;

/// <summary>Section `Mapping`: what VTE's data mean in WATS. Configured lists and tables replace their defaults.</summary>
/// <remarks>The defaults of lists and tables are therefore not in the properties, where the binder would add to them, but where
/// they are used.</remarks>
internal sealed record MappingOptions
{
    /// <summary>Process of runs that no rule of Processes matches. There is no default: only the site knows its processes.</summary>
    public int? DefaultProcessCode { get; init; }

    /// <summary>Name of the default process, exactly as on the WATS server. Usually empty: WATS finds the name by the code.</summary>
    public string? DefaultProcessName { get; init; }

    /// <summary>The rules that name the process of a run. The first rule that matches the run applies.</summary>
    public IReadOnlyList<MappingProcess> Processes { get; init; } = [];

    /// <summary>Purpose of every test report; WATS can filter by it.</summary>
    public string Purpose { get; init; } = "Production";

    /// <summary>Part revision of products and units that have none.</summary>
    public string DefaultRevision { get; init; } = "1.0";

    /// <summary>Station name of runs whose test system and host are unknown.</summary>
    public string DefaultStation { get; init; } = "Unknown";

    /// <summary>Location of runs whose site is unknown.</summary>
    public string DefaultLocation { get; init; } = "Unknown";

    /// <summary>
    /// Where the part number comes from: the first of these that is not blank. Default: Product.PartNumber, Product.Type,
    /// Run.ProductName, Product.Name. Also possible: Run.TestplanName, Run.TestplanVariant, Run.Info1, Run.Info2 and
    /// Run.Info3.
    /// </summary>
    public IReadOnlyList<string> PartNumberFrom { get; init; } = [];

    /// <summary>The sources that PartNumberFrom may name; the first four are its default.</summary>
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

    /// <summary>The placeholder for the part number of runs and sub-units that have none.</summary>
    public string PlaceholderPartNumber { get; init; } = "Unknown";

    /// <summary>
    /// What becomes of a serial number, part number, revision or station name with characters that are wildcards in
    /// WATS's searches: * % ? _ [ ] ^ ! / \
    /// </summary>
    public ReservedCharacterPolicy ReservedCharacters { get; init; }

    /// <summary>What becomes of a step or measurement name with characters that WATS uses between the names of a path: / ¶</summary>
    public PathCharacterPolicy PathCharacters { get; init; }

    /// <summary>The text that replaces each such character.</summary>
    public string ReservedReplacement { get; init; } = "-";

    public MappingCodes Codes { get; init; } = new();

    /// <summary>Texts for exit codes, used in the report's error message.</summary>
    public IReadOnlyDictionary<string, string> ExitCodeTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a value exactly on a limit is inside. LowInclusive and HighInclusive: only on that limit.</summary>
    public LimitRule Limits { get; init; }

    /// <summary>Values that mean "no limit", with either sign. Default: 1.7976931348623157E308 and 9.9E37.</summary>
    public IReadOnlyList<double> AbsentLimits { get; init; } = [];

    /// <summary>What becomes of the numbers that instruments return for "not a number" (9.91E37) and "infinity" (9.9E37).</summary>
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

    /// <summary>Process of system tests. Required when they are included.</summary>
    public int? SystemTestProcessCode { get; init; }

    /// <summary>
    /// Whether pictures and other binary results are attached. If false, the report text has only their size and SHA-256.
    /// </summary>
    public bool AttachBlobs { get; init; } = true;

    /// <summary>What becomes of a text result that is longer than WATS's report text may be.</summary>
    public LongTextPolicy LongText { get; init; }

    /// <summary>Process of repair reports; it must be a repair process on the WATS server.</summary>
    public int RepairProcessCode { get; init; } = 500;

    /// <summary>Purpose of repair reports.</summary>
    public string RepairPurpose { get; init; } = "Repair";

    /// <summary>
    /// What becomes of a repair that names no run and whose unit has no earlier failed run. WithoutLink: it is reported
    /// by the serial number of its unit, under PlaceholderPartNumber; the repair process in WATS must allow that.
    /// </summary>
    public UnlinkedRepairPolicy UnlinkedRepairs { get; init; }
    public MappingRepairCodes RepairCodes { get; init; } = new();

    /// <summary>The failure for codes that RepairCodes does not list.</summary>
    public MappingRepairCode RepairFallback { get; init; } = new() { Category = "Other", Code = "Other" };

    /// <summary>Misc infos of repair reports, by description. WATS accepts only those that are defined there.</summary>
    public IReadOnlyList<string> RepairMiscInfos { get; init; } = [];
}

/// <summary>
/// Section `Mapping:Codes`: what VTE's codes mean, by the code as text. A configured table replaces the whole default of
/// that table; a missing or empty one keeps the default.
/// </summary>
/// <remarks>Meanings are kept as the configured text: read as an enum, "1" would silently mean the enum's second member.</remarks>
internal sealed record MappingCodes
{
    /// <summary>
    /// Meaning of IndexData.Result: Passed, Failed, Error or Terminated. Default: 1 Passed, 0 Failed. Every other code is
    /// Error.
    /// </summary>
    public IReadOnlyDictionary<string, string> Result { get; init; } = None;

    /// <summary>
    /// Meaning of IndexData.ExitCode: Normal, Aborted (Terminated) or Fault (Error). Default: 0 Normal. With every other
    /// code, Result decides the verdict.
    /// </summary>
    public IReadOnlyDictionary<string, string> ExitCode { get; init; } = None;

    /// <summary>
    /// Meaning of TestResultType for numbers: Passed, Failed, Done, Skipped, Error or Terminated. Default: none, so that
    /// the limits decide.
    /// </summary>
    public IReadOnlyDictionary<string, string> NumericResultType { get; init; } = None;

    /// <summary>Meaning of TestResultType for texts. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> TextResultType { get; init; } = None;

    /// <summary>Meaning of TestResultType for everything else. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> OtherResultType { get; init; } = None;

    /// <summary>VEE's own sequencer logs a pass as 1 and a fail as 0.</summary>
    public static readonly IReadOnlyDictionary<string, string> OneIsPassed = new Dictionary<string, string>
    {
        ["1"] = nameof(Verdict.Passed),
        ["0"] = nameof(Verdict.Failed),
    };

    private static readonly Dictionary<string, string> None = [];

    /// <summary>Reads the name of a member, ignoring case. Numbers are not accepted.</summary>
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

/// <summary>
/// An entry of `Mapping:Processes`: the process of runs whose testplan, variant and site all match (with * and ?,
/// ignoring case).
/// </summary>
internal sealed record MappingProcess
{
    /// <summary>Name of the testplan; * stands for any characters, ? for one.</summary>
    public string Testplan { get; init; } = "*";

    /// <summary>Variant of the testplan, with the same wildcards.</summary>
    public string Variant { get; init; } = "*";

    /// <summary>Site of the run, with the same wildcards.</summary>
    public string Site { get; init; } = "*";

    /// <summary>Code of the process. Required.</summary>
    public int Code { get; init; }

    /// <summary>Name of the process, exactly as on the WATS server. Usually empty: WATS finds the name by the code.</summary>
    public string? Name { get; init; }
}

/// <summary>Section `Mapping:InfoNames`: the names of Info1 to Info3 in WATS.</summary>
internal sealed record MappingInfoNames
{
    /// <summary>Name of Info1.</summary>
    public string Info1 { get; init; } = "Info1";

    /// <summary>Name of Info2.</summary>
    public string Info2 { get; init; } = "Info2";

    /// <summary>Name of Info3.</summary>
    public string Info3 { get; init; } = "Info3";
}

/// <summary>Section `Mapping:RepairCodes`: the failure in WATS for each of VTE's codes, by the code as text.</summary>
internal sealed record MappingRepairCodes
{
    /// <summary>Failures by the failure code of the repair in VTE.</summary>
    public IReadOnlyDictionary<string, MappingRepairCode> FailureCode { get; init; } =
        new Dictionary<string, MappingRepairCode>();

    /// <summary>Failures by the action code in VTE, for actions whose repair has no listed failure code.</summary>
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
