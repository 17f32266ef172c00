using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>
/// What is odd about a run or repair that is reported all the same. A flag is one of these, or one of these, a colon and the code
/// or place concerned (`unknown-result:7`). They are in the report's misc infos and are counted in logs and status.
/// </summary>
internal static class Flags
{
    /// <summary>Run and steps, or a step's code and its limits, do not agree. The codes are kept.</summary>
    public const string VerdictConflict = "verdict-conflict";

    /// <summary>A Result that the configuration does not list: Error.</summary>
    public const string UnknownResult = "unknown-result";

    /// <summary>An ExitCode, not 0, that the configuration does not list: Result decides.</summary>
    public const string UnknownExitCode = "unknown-exit-code";

    /// <summary>A TestResultType that the configuration does not list: the limits decide.</summary>
    public const string UnknownResultType = "unknown-result-type";

    /// <summary>A lower limit above the upper one.</summary>
    public const string ReversedLimits = "reversed-limits";

    /// <summary>A limit that is there but cannot be read as a number.</summary>
    public const string UnreadableLimit = "unreadable-limit";

    /// <summary>A measured value or a duration that cannot be read as a number; it is reported as the text that it is.</summary>
    public const string UnreadableNumber = "unreadable-number";

    /// <summary>VTE has the row more than once, alike in every column.</summary>
    public const string DuplicateRow = ReadFlags.DuplicateRow;

    /// <summary>VTE has several rows of master data for one key; one is taken, always the same.</summary>
    public const string DuplicateMasterData = ReadFlags.DuplicateMasterData;

    /// <summary>A unit or test system has more parts, components or history than a report holds.</summary>
    public const string RowsCut = ReadFlags.RowsCut;
    public const string NoSteps = "no-steps";
    public const string SkippedHour = "skipped-hour";
    public const string RepeatedHour = "repeated-hour";

    /// <summary>The start is later than in VTE by these milliseconds, because another report has the same serial, part, process and start.</summary>
    public const string StartMoved = "start-moved";

    /// <summary>A serial, part number, revision or station name with characters that are wildcards in WATS's searches.</summary>
    public const string ReservedCharacters = "reserved-characters";

    /// <summary>The unit has so many tests in this process that WATS may soon leave it out of its key figures.</summary>
    public const string ManyTests = "many-tests";

    /// <summary>A step or measurement name with a character that WATS puts between the names of a path.</summary>
    public const string PathCharacter = "path-character";

    /// <summary>A serial or part number that WATS cannot take as it is: it has a hash behind it, so that no other becomes the same.</summary>
    public const string AlteredIdentity = "altered-identity";

    /// <summary>Text longer than WATS allows in its place.</summary>
    public const string TextCut = "text-cut";

    /// <summary>Binary content that is not in the report, for its size or because the configuration says so.</summary>
    public const string BlobExcluded = "blob-excluded";

    /// <summary>A value by which an instrument says "not a number" or "infinity".</summary>
    public const string SentinelValue = "sentinel-value";
    public const string PlaceholderSerial = "placeholder-serial";
    public const string PlaceholderPartNumber = "placeholder-part-number";

    /// <summary>A repair code that the configuration does not list: the fallback.</summary>
    public const string UnmappedRepairCode = "unmapped-repair-code";

    /// <summary>A repair of no known run, reported by the serial of its unit alone.</summary>
    public const string UnlinkedRepair = "unlinked-repair";

    public static string With(string flag, string detail) => $"{flag}:{detail}";

    /// <summary>The flag without its detail, for counting.</summary>
    public static string KindOf(string flag) => flag.Split(':', 2)[0];
}
