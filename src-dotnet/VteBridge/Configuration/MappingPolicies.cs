namespace VteBridge.Configuration;

/// <summary>What becomes of a run without a serial or part number.</summary>
internal enum MissingPolicy
{
    /// <summary>Put aside with the reason, to be replayed when VTE has it.</summary>
    DeadLetter,

    /// <summary>Reported under a stand-in that is the same every time, and flagged.</summary>
    Placeholder,
}

/// <summary>What becomes of a repair that names no run, and whose unit has no failed run before it.</summary>
internal enum UnlinkedRepairPolicy
{
    /// <summary>Put aside with the reason, to be replayed when VTE has the link.</summary>
    DeadLetter,

    /// <summary>Reported by the serial of its unit, without a link and flagged. The repair process in WATS must allow that.</summary>
    WithoutLink,
}

/// <summary>What becomes of serial number, part number, revision and station name with characters that are wildcards in WATS's searches: * % ? _ [ ] ^ ! / \</summary>
internal enum ReservedCharacterPolicy
{
    /// <summary>Sent as they are; WATS takes them.</summary>
    Keep,

    /// <summary>Each is sent as `Mapping:ReservedReplacement`, the original in a misc info.</summary>
    Replace,

    /// <summary>The run becomes a dead letter.</summary>
    Reject,
}

/// <summary>What becomes of names of steps and measurements with characters that WATS puts between the names of a path: / ¶</summary>
internal enum PathCharacterPolicy
{
    /// <summary>Sent as they are.</summary>
    Keep,

    /// <summary>Each is sent as `Mapping:ReservedReplacement`, the original name in the report text.</summary>
    Replace,
}

/// <summary>Whether a value exactly on a limit is inside. Low and High: only that limit is inclusive.</summary>
internal enum LimitRule
{
    Inclusive,
    Exclusive,
    LowInclusive,
    HighInclusive,
}

/// <summary>What becomes of the numbers by which instruments say "not a number" (9.91E37) and "infinity" (9.9E37).</summary>
internal enum SentinelPolicy
{
    /// <summary>They are sent as the numbers they are.</summary>
    Keep,

    /// <summary>They are sent as the texts NaN, Infinity and -Infinity, with the verdict they had.</summary>
    Translate,
}

/// <summary>Where Info1 to Info3 go.</summary>
internal enum InfoPlace
{
    MiscInfo,
    Comment,
}

internal enum StepGrouping
{
    None,

    /// <summary>Test number 3.1.2 is put into a sequence 3.1 inside a sequence 3.</summary>
    TestNumber,
}

/// <summary>What becomes of self-tests and calibrations of the test system.</summary>
internal enum SystemTestPolicy
{
    Exclude,

    /// <summary>Reported under `Mapping:SystemTestProcessCode`.</summary>
    Include,
}

/// <summary>What becomes of a text result that is longer than WATS's report text.</summary>
internal enum LongTextPolicy
{
    KeepBeginning,
    Exclude,
}

/// <summary>What an exit code means for the verdict. The second names say what WATS will show.</summary>
internal enum ExitMeaning
{
    /// <summary>Result decides.</summary>
    Normal,
    Aborted,
    Terminated = Aborted,
    Fault,
    Error = Fault,
}
