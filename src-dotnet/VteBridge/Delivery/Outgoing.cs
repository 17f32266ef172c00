namespace VteBridge.Delivery;

/// <summary>A report to deliver.</summary>
/// <param name="Force">Deliver it although an earlier copy seems to be there.</param>
internal sealed record Outgoing(Guid Id, ReadOnlyMemory<byte> Content, bool Force = false);
