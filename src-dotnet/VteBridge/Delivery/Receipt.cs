using VteBridge.Core;

namespace VteBridge.Delivery;

/// <summary>The destination's answer about one report, or about itself. Message says why when it is not simply good.</summary>
/// <param name="Id">Empty: it is about the destination itself.</param>
/// <param name="Hash">SHA-256 of the content that it is about, lower-case hex; null where the destination does not say.</param>
/// <param name="IsLost">The copy that was queued is gone or damaged.</param>
internal sealed record Receipt(
    Guid Id,
    Outcome Outcome,
    string? Message = null,
    string? Hash = null,
    bool IsLost = false
)
{
    /// <summary>The refused report, where the destination still has it.</summary>
    public RefusedReport? Report { get; init; }

    public static Receipt OfDestination(string message) => new(Guid.Empty, Outcome.Unavailable, message);

    public static Receipt Lost(Guid id, string why) => new(id, Outcome.Unavailable, why, IsLost: true);

    public bool IsOfDestination => Id == Guid.Empty;
}

/// <summary>The beginning of a refused report, how long it is, and where all of it is.</summary>
internal sealed record RefusedReport(ReadOnlyMemory<byte> Head, long Length, string File);
