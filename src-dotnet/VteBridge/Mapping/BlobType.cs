using System.Buffers.Binary;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>Kinds of files by the bytes they begin with.</summary>
internal sealed record BlobType(string ContentType, string Extension)
{
    public static readonly BlobType Unknown = new("application/octet-stream", ".bin");

    private static readonly BlobType Png = new("image/png", ".png");
    private static readonly BlobType Jpeg = new("image/jpeg", ".jpg");
    private static readonly BlobType Pdf = new("application/pdf", ".pdf");
    private static readonly BlobType Zip = new("application/zip", ".zip");
    private static readonly BlobType Bmp = new("image/bmp", ".bmp");

    /// <summary>Null when the beginning is none that is known.</summary>
    public static BlobType? Of(Blob blob)
    {
        ReadOnlySpan<byte> head = blob.Head;
        return head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => Zip,
            [(byte)'B', (byte)'M', ..] when HasBmpHeader(head, blob.Length) => Bmp,
            _ => null,
        };
    }

    /// <summary>"BM" begins many a text; a bitmap then gives its own size, or at least zeros where they have to be.</summary>
    private static bool HasBmpHeader(ReadOnlySpan<byte> head, long length) =>
        head.Length >= 14
        && (
            BinaryPrimitives.ReadUInt32LittleEndian(head[2..]) == length
            || BinaryPrimitives.ReadUInt32LittleEndian(head[6..]) == 0
        );
}
