namespace VteBridge.Delivery;

/// <summary>The outlet's word on one report, or with an empty id on itself; Message says why when it is not simply good.</summary>
/// <param name="Report">The refused report's bytes, where the outlet still has them.</param>
internal sealed record Receipt(
    string Id,
    Outcome Outcome,
    string? Message = null,
    ReadOnlyMemory<byte> Report = default
)
{
    public static Receipt OfOutlet(string message) => new("", Outcome.Unavailable, message);

    public bool IsOfOutlet => Id == "";
}
