namespace VteBridge.Delivery;

/// <summary>A report on its way out. Force sends it again although an earlier copy was settled.</summary>
internal sealed record Outgoing(Guid Id, ReadOnlyMemory<byte> Content, bool Force = false)
{
    /// <summary>The only thing that file names are made of.</summary>
    public string Name => Id.ToString();
}
