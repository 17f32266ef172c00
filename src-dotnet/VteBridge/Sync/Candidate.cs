using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>One run or repair on its way through a cycle.</summary>
/// <param name="Id">Of its report, lower case: the key of journal and dead letters.</param>
/// <param name="Kind">T or R, as WSJF's type.</param>
/// <param name="Source">VTE's own key.</param>
/// <param name="Defer">Why it must wait for a later cycle; null when it need not.</param>
/// <param name="DeferIfChanged">Why it must wait if an earlier version of it was sent; null when it need not.</param>
/// <param name="Content">The report's bytes; empty when there is none.</param>
/// <param name="Record">What it was made of: a <see cref="TestRun"/> or a <see cref="Repair"/>.</param>
internal sealed record Candidate(
    string Id,
    string Kind,
    string Source,
    Position Position,
    string? Defer,
    string? DeferIfChanged,
    Mapped Mapped,
    ReadOnlyMemory<byte> Content,
    string? Serial,
    string? Station,
    string? Testplan,
    object Record
)
{
    /// <summary>Of the content, or of the reason why there is none. Worked out when it is asked for: an export has no journal to compare with.</summary>
    public string Hash => field ??= CandidateHash.Of(Mapped, Content.Span);
}
