using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;

namespace VteBridge.Vte.Reading;

/// <summary>Streams a binary cell: hashes all of it, keeps its beginning. Needs CommandBehavior.SequentialAccess.</summary>
internal static class BlobReader
{
    public static Blob Of(byte[] content) =>
        new(
            content.Length <= Blob.Kept ? content : content[..Blob.Kept],
            content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content))
        );

    public static Blob Read(DbDataReader row, int ordinal)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var head = new MemoryStream();
            long length = 0;
            for (long read; (read = row.GetBytes(ordinal, length, buffer, 0, buffer.Length)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, (int)read);
                if (head.Length < Blob.Kept)
                    head.Write(buffer, 0, (int)Math.Min(read, Blob.Kept - head.Length));
            }
            return new Blob(head.ToArray(), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
