using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>What the report of a run and the reports of its repairs have in common. Texts fit for WATS.</summary>
internal sealed record RunHeader(
    string Serial,
    Sourced PartNumber,
    Sourced Revision,
    Process Process,
    Sourced Station,
    string Location,
    VteTime Start
)
{
    /// <summary>Null at the end of the calendar, where there is no room to move.</summary>
    public StartKey? StartKey(DateTime timestamp) => StartKey(timestamp, Process.Code, Start.Local);

    /// <summary>Of a repair, which has a process and a time of its own.</summary>
    public StartKey? StartKey(DateTime timestamp, int process, DateTimeOffset start) =>
        start > DateTimeOffset.MaxValue.AddDays(-1)
            ? null
            : new StartKey(timestamp, Serial, PartNumber.Value, process, start);
}

/// <summary>A value, and the column or setting that it came from.</summary>
internal readonly record struct Sourced(string Value, string Source);

/// <summary>A process of WATS; Name only where the configuration gives it.</summary>
internal sealed record Process(int Code, string? Name);
