using System.Security.Cryptography;

namespace VteBridge.Core;

/// <summary>Makes a GUID from a name (RFC 9562, version 5): the same name always gives the same GUID.</summary>
internal static class UuidV5
{
    /// <summary>The project's own namespace for repairs. Never change it: the ids of reports in WATS depend on it.</summary>
    private static readonly Guid Repairs = Guid.Parse("6d1c1e0a-5c0b-4c57-9d57-2f1a8c3e7b94");

    /// <summary>The project's own namespace for rows without a usable key. Never change it: the ids of dead letters depend on it.</summary>
    private static readonly Guid UnreadableRows = Guid.Parse("0f6d3c52-8f5e-4a53-b1a6-6f0a1d9c7e21");

    public static Guid OfRepair(string name) => Of(Repairs, name);

    public static Guid OfUnreadableRow(string facts) => Of(UnreadableRows, facts);

    public static Guid Of(Guid ns, string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        ns.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
        // SHA-1 is what version 5 prescribes; nothing secret depends on it.
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
