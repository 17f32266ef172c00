using System.Data.Common;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Streams a long cell: hashes all of it, keeps its beginning. SqlClient's whole-value reads of (max) columns go wrong in some
/// versions when a chunk of the value crosses the end of a packet; its streams do not. Needs CommandBehavior.SequentialAccess.
/// </summary>
internal static class LongCell
{
    private const int Chunk = 32 * 1024;

    public static Blob Bytes(DbDataReader row, int column)
    {
        using var stream = row.GetStream(column);
        return Bytes(stream);
    }

    public static Blob Bytes(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var head = new MemoryStream();
        var buffer = new byte[Chunk];
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            head.Write(buffer, 0, (int)Math.Min(read, Blob.Kept - head.Length));
        }
        return new Blob(head.ToArray(), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The text, or its beginning and what the whole was.</summary>
    public static (string Text, CutText? Cut) Text(DbDataReader row, int column)
    {
        using var reader = row.GetTextReader(column);
        return Text(reader);
    }

    public static (string Text, CutText? Cut) Text(TextReader reader)
    {
        var buffer = new char[4096];
        var read = reader.ReadBlock(buffer);
        if (read < buffer.Length)
            return (new string(buffer, 0, read), null);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        long length = 0;
        for (; read > 0; read = reader.ReadBlock(buffer))
        {
            hash.AppendData(MemoryMarshal.AsBytes(buffer.AsSpan(0, read)));
            text.Append(buffer, 0, Math.Min(read, CutText.Kept - text.Length));
            length += read;
        }
        return length <= CutText.Kept
            ? (text.ToString(), null)
            : (text.ToString(), new CutText(length, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
