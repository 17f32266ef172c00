using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What became of a run or a repair: one of the three below.</summary>
internal abstract record Mapped;

/// <summary>A report that WATS takes. Flags: see <see cref="Mapping.Flags"/>; those of a test are in its misc infos too.</summary>
internal sealed record MappedReport(WsjfReport Report, IReadOnlyList<string> Flags) : Mapped;

/// <summary>It cannot be reported as it is. What names the run and what is wrong with it, Fix what to do, both as sentences.</summary>
internal sealed record MappingProblem(string What, string Fix) : Mapped;

/// <summary>The configuration says that it is not to be reported.</summary>
internal sealed record Excluded(string Why) : Mapped;
