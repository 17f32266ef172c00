using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The result of mapping a run or a repair: one of the three records below.</summary>
internal abstract record Mapped;

/// <summary>A report that WATS takes. Flags are those of <see cref="Mapping.Flags"/>; a run's are in its misc infos too.</summary>
internal sealed record MappedReport(WsjfReport Report, IReadOnlyList<string> Flags) : Mapped;

/// <summary>The run or repair cannot be reported as it is.</summary>
/// <param name="What">Names the run or repair and says what is wrong with it, in sentences.</param>
/// <param name="Fix">What to do about it, in sentences.</param>
/// <param name="Cause">One of <see cref="Causes"/>, for grouping.</param>
internal sealed record Unmappable(string What, string Fix, string Cause) : Mapped
{
    public static Unmappable Of(UnreadableRow row) => new(row.What, row.Fix, row.Cause);
}

/// <summary>The configuration excludes the run or repair.</summary>
internal sealed record ExcludedByConfiguration(string Why) : Mapped;

/// <summary>Why something cannot be mapped: short keys by which the state store and the status group dead letters.</summary>
internal static class Causes
{
    public const string NoSerial = "no-serial";
    public const string NoPartNumber = "no-part-number";

    /// <summary>A colon and the name of the testplan follow.</summary>
    public const string NoProcess = "no-process";
    public const string ReservedCharacters = "reserved-characters";
    public const string UnlinkedRepair = "unlinked-repair";
    public const string NoRepairTime = "no-repair-time";
    public const string TooLarge = "too-large";

    /// <summary>The report was lost before WATS had it, and VTE no longer has the row to map again.</summary>
    public const string GoneFromVte = "gone-from-vte";

    /// <summary>For a repair whose run cannot be reported: the run's cause follows the colon.</summary>
    public static string OfRun(string cause) => $"run:{cause}";
}
