using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>
/// Flags tell what is odd about a run or repair that is reported nevertheless. A flag is one of these constants, or one of them
/// followed by a colon and the code or place concerned (`unknown-result:7`). Logs and status count them; the flags of a run are
/// also in the misc infos of its report.
/// </summary>
internal static class Flags
{
    /// <summary>The run and its steps, or a step's code and its limits, disagree. The codes decide.</summary>
    public const string VerdictConflict = "verdict-conflict";

    /// <summary>Result is empty or a code that the configuration does not list. The verdict is Error.</summary>
    public const string UnknownResult = "unknown-result";

    /// <summary>ExitCode is not 0 and the configuration does not list it. Result decides the verdict.</summary>
    public const string UnknownExitCode = "unknown-exit-code";

    /// <summary>TestResultType is a code that the configuration does not list. The limits decide the verdict.</summary>
    public const string UnknownResultType = "unknown-result-type";

    /// <summary>The lower limit is above the upper limit.</summary>
    public const string ReversedLimits = "reversed-limits";

    /// <summary>A limit exists but cannot be read as a number.</summary>
    public const string UnreadableLimit = "unreadable-limit";

    /// <summary>A measured value or a duration cannot be read as a number. It is reported as text.</summary>
    public const string UnreadableNumber = "unreadable-number";

    /// <summary>VTE has the row more than once, with the same values in every column.</summary>
    public const string DuplicateRow = ReadFlags.DuplicateRow;

    /// <summary>VTE has several rows of master data for one key. One of them is used, always the same.</summary>
    public const string DuplicateMasterData = ReadFlags.DuplicateMasterData;

    /// <summary>A unit or test system has more parts, components or history than a report holds. The rest is left out.</summary>
    public const string RowsCut = ReadFlags.RowsCut;
    public const string NoSteps = "no-steps";
    public const string SkippedHour = "skipped-hour";
    public const string RepeatedHour = "repeated-hour";

    /// <summary>The start is so many milliseconds later than in VTE, because another report has the same serial, part, process and start.</summary>
    public const string StartMoved = "start-moved";

    /// <summary>A serial, part number, revision or station name contains characters that are wildcards in WATS's searches.</summary>
    public const string ReservedCharacters = "reserved-characters";

    /// <summary>The unit has so many tests in this process that WATS may soon leave it out of its key figures.</summary>
    public const string ManyTests = "many-tests";

    /// <summary>A step or measurement name contains a character that WATS uses as a separator in paths.</summary>
    public const string PathCharacter = "path-character";

    /// <summary>
    /// WATS cannot take a serial or part number as it is. A hash of the original was appended, so that different ones stay different.
    /// </summary>
    public const string AlteredIdentity = "altered-identity";

    /// <summary>A text is longer than WATS allows in its place and was cut.</summary>
    public const string TextCut = "text-cut";

    /// <summary>Binary content was left out of the report because of its size or by configuration.</summary>
    public const string BlobExcluded = "blob-excluded";

    /// <summary>A value is one that instruments use for "not a number" or "infinity".</summary>
    public const string SentinelValue = "sentinel-value";
    public const string PlaceholderSerial = "placeholder-serial";
    public const string PlaceholderPartNumber = "placeholder-part-number";

    /// <summary>The configuration does not list the repair code. Mapping:RepairFallback is used.</summary>
    public const string UnmappedRepairCode = "unmapped-repair-code";

    /// <summary>The repair has no known run. It is reported with nothing but the serial of its unit.</summary>
    public const string UnlinkedRepair = "unlinked-repair";

    public static string With(string flag, string detail) => $"{flag}:{detail}";

    /// <summary>The flag without its detail, for counting.</summary>
    public static string KindOf(string flag) => flag.Split(':', 2)[0];
}
