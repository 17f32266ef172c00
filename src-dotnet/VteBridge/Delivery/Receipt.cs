using VteBridge.Core;

namespace VteBridge.Delivery;

/// <summary>The destination's word on one report, or with an empty id on itself; Message says why when it is not simply good.</summary>
/// <param name="MayHaveLostReceipts">Whoever settles reports ended without saying what became of all of them.</param>
/// <param name="Report">The refused report's bytes, where the destination still has them.</param>
/// <param name="Hash">SHA-256 of the content that it speaks of, lower-case hex; null where the destination does not say.</param>
internal sealed record Receipt(
    string Id,
    Outcome Outcome,
    string? Message = null,
    ReadOnlyMemory<byte> Report = default,
    bool MayHaveLostReceipts = false,
    string? Hash = null
)
{
    public static Receipt OfDestination(string message, bool mayHaveLostReceipts = false) =>
        new("", Outcome.Unavailable, message, MayHaveLostReceipts: mayHaveLostReceipts);

    public bool IsOfDestination => Id == "";
}
