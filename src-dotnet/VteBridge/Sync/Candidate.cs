using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>One run or repair of VTE on its way through a sync cycle.</summary>
internal sealed record Candidate
{
    /// <summary>The id of its report; for a row without a usable key, the id of its dead letter.</summary>
    public required Guid Id { get; init; }
    public required ReportKind Kind { get; init; }

    /// <summary>VTE's own key as text.</summary>
    public required string Key { get; init; }

    /// <summary>The row's place in VTE's order.</summary>
    public required Position Position { get; init; }

    /// <summary>Hash of the header row alone.</summary>
    public required string HeaderFingerprint { get; init; }

    /// <summary>Hash of all facts that VTE holds. Null when the details were not read, because the header is as recorded.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>A <see cref="TestRun"/> or <see cref="Repair"/>, with its details if <see cref="HasDetails"/>; null for an unreadable row.</summary>
    public object? Facts { get; init; }

    /// <summary>When the test or the repair began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>How much later its report starts, because another report has the same serial, part, process and start.</summary>
    public TimeSpan StartShift { get; init; }

    /// <summary>False while the run has no steps or no known result: VTE may still be writing it.</summary>
    public bool IsComplete { get; init; } = true;

    public string? Serial { get; init; }
    public string? Station { get; init; }
    public string? Testplan { get; init; }

    /// <summary>Why the row cannot be read; null when it can.</summary>
    public UnreadableRow? Unreadable { get; init; }

    /// <summary>Makes a candidate of an unreadable row, which is to become a dead letter.</summary>
    public static Candidate Of(UnreadableRow row) =>
        new()
        {
            Id = row.DeadLetterId,
            Kind = row.Kind,
            Key = row.Key ?? "",
            Position = row.Position ?? Position.Before(row.Timestamp ?? DateTime.MinValue),
            HeaderFingerprint = "",
            // The fault is the only fact that counts: the dead letter stays as it is until the fault changes.
            Fingerprint = row.What,
            Serial = row.Serial,
            Station = row.Station,
            Testplan = row.Testplan,
            Unreadable = row,
        };

    /// <summary>Adds a flag that comes from other runs.</summary>
    public Candidate WithFlag(string flag) =>
        Facts is TestRun run ? this with { Facts = run with { ReadFlags = [.. run.ReadFlags, flag] } } : this;

    public bool HasDetails => Fingerprint is not null;

    /// <summary>The name of the candidate in messages and in the log.</summary>
    public override string ToString() =>
        $"{(Kind == ReportKind.Run ? "run" : "repair")} {Key} of {Position.Timestamp:yyyy-MM-dd HH:mm:ss}";
}
