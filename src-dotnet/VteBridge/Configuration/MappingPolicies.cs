namespace VteBridge.Configuration;

/// <summary>What becomes of a run without a serial or part number.</summary>
internal enum MissingPolicy
{
    /// <summary>The run becomes a dead letter, to be replayed when VTE has the number.</summary>
    DeadLetter,

    /// <summary>The run is reported with a placeholder that is the same every time, and flagged.</summary>
    Placeholder,
}

/// <summary>What becomes of a repair that names no run and whose unit has no earlier failed run.</summary>
internal enum UnlinkedRepairPolicy
{
    /// <summary>The repair becomes a dead letter, to be replayed when VTE has the link.</summary>
    DeadLetter,

    /// <summary>
    /// The repair is reported by the serial number of its unit, without a link, and flagged. The repair process in WATS
    /// must allow that.
    /// </summary>
    WithoutLink,
}

/// <summary>
/// What becomes of a serial number, part number, revision or station name with characters that are wildcards in WATS's
/// searches: * % ? _ [ ] ^ ! / \
/// </summary>
internal enum ReservedCharacterPolicy
{
    /// <summary>The characters are sent as they are; WATS accepts them.</summary>
    Keep,

    /// <summary>Each character is replaced by `Mapping:ReservedReplacement`; a misc info has the original.</summary>
    Replace,

    /// <summary>The run becomes a dead letter.</summary>
    Reject,
}

/// <summary>What becomes of a step or measurement name with characters that WATS uses between the names of a path: / ¶</summary>
internal enum PathCharacterPolicy
{
    /// <summary>The characters are sent as they are.</summary>
    Keep,

    /// <summary>Each character is replaced by `Mapping:ReservedReplacement`; the report text has the original name.</summary>
    Replace,
}

/// <summary>Whether a value exactly on a limit is inside. LowInclusive and HighInclusive: only on that limit.</summary>
internal enum LimitRule
{
    Inclusive,
    Exclusive,
    LowInclusive,
    HighInclusive,
}

/// <summary>What becomes of the numbers that instruments return for "not a number" (9.91E37) and "infinity" (9.9E37).</summary>
internal enum SentinelPolicy
{
    /// <summary>They are sent as numbers, unchanged.</summary>
    Keep,

    /// <summary>They are sent as the texts NaN, Infinity and -Infinity, with their verdict unchanged.</summary>
    Translate,
}

/// <summary>Where Info1 to Info3 go in WATS.</summary>
internal enum InfoPlace
{
    MiscInfo,
    Comment,
}

internal enum StepGrouping
{
    None,

    /// <summary>The parts of a test number make nested sequences: 3.1.2 goes into a sequence 3.1 inside a sequence 3.</summary>
    TestNumber,
}

/// <summary>What becomes of self-tests and calibrations of the test system.</summary>
internal enum SystemTestPolicy
{
    Exclude,

    /// <summary>They are reported under `Mapping:SystemTestProcessCode`.</summary>
    Include,
}

/// <summary>What becomes of a text result that is longer than WATS's report text may be.</summary>
internal enum LongTextPolicy
{
    KeepBeginning,
    Exclude,
}

/// <summary>What an exit code means for the verdict. The second names are the verdicts that WATS shows.</summary>
internal enum ExitMeaning
{
    /// <summary>Result decides the verdict.</summary>
    Normal,
    Aborted,
    Terminated = Aborted,
    Fault,
    Error = Fault,
}
