using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What became of a run or a repair: one of the three below.</summary>
internal abstract record Mapped;

/// <summary>A report that WATS takes. Flags: see <see cref="Mapping.Flags"/>; those of a run are in its misc infos too.</summary>
internal sealed record MappedReport(WsjfReport Report, IReadOnlyList<string> Flags) : Mapped;

/// <summary>It cannot be reported as it is.</summary>
/// <param name="What">Names the run or repair and says what is wrong with it; sentences.</param>
/// <param name="Fix">What to do; sentences.</param>
/// <param name="Cause">One of <see cref="Causes"/>, for grouping.</param>
internal sealed record Unmappable(string What, string Fix, string Cause) : Mapped
{
    public static Unmappable Of(UnreadableRow row) => new(row.What, row.Fix, row.Cause);
}

/// <summary>The configuration says that it is not to be reported.</summary>
internal sealed record ExcludedByConfiguration(string Why) : Mapped;

/// <summary>Why something cannot be mapped: short keys that the state store and the status group dead letters by.</summary>
internal static class Causes
{
    public const string NoSerial = "no-serial";
    public const string NoPartNumber = "no-part-number";

    /// <summary>With the name of the testplan after it.</summary>
    public const string NoProcess = "no-process";
    public const string ReservedCharacters = "reserved-characters";
    public const string UnlinkedRepair = "unlinked-repair";
    public const string NoRepairTime = "no-repair-time";
    public const string TooLarge = "too-large";

    /// <summary>Its report was lost before WATS had it, and its row is no longer there to make it again.</summary>
    public const string GoneFromVte = "gone-from-vte";

    /// <summary>Of a repair whose run cannot be reported: that run's cause after the colon.</summary>
    public static string OfRun(string cause) => $"run:{cause}";
}
