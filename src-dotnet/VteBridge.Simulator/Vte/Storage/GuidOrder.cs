namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// SQL Server compares uniqueidentifiers by their last six bytes first, then the group before, and so on. Stored in that order of
/// bytes, a plain comparison of blobs is SQL Server's comparison.
/// </summary>
internal static class GuidOrder
{
    public const int Size = 16;

    private static ReadOnlySpan<byte> Order => [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

    public static byte[] Encode(Guid value)
    {
        Span<byte> wire = stackalloc byte[Size];
        value.TryWriteBytes(wire);
        return Encode(wire);
    }

    /// <param name="wire">The bytes as they travel: those of Guid.ToByteArray.</param>
    public static byte[] Encode(ReadOnlySpan<byte> wire)
    {
        var stored = new byte[Size];
        for (var i = 0; i < Size; i++)
            stored[i] = wire[Order[i]];
        return stored;
    }

    public static void Decode(ReadOnlySpan<byte> stored, Span<byte> wire)
    {
        for (var i = 0; i < Size; i++)
            wire[Order[i]] = stored[i];
    }

    public static Guid Decode(ReadOnlySpan<byte> stored)
    {
        Span<byte> wire = stackalloc byte[Size];
        Decode(stored, wire);
        return new Guid(wire);
    }
}
