namespace VteBridge.Simulator.Vte.Tds;

/// <summary>A request: the payloads of its packets in one piece.</summary>
/// <param name="IsReset">The connection comes from a pool and is to forget its session first.</param>
internal sealed record TdsMessage(PacketType Type, bool IsReset, ReadOnlyMemory<byte> Payload);
