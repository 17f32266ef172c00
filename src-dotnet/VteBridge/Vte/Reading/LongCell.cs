using System.Buffers;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Streams a long cell: hashes the whole value and keeps its beginning. In some versions of SqlClient, reading a (max) value at once
/// gives wrong results if a chunk of it crosses the end of a packet; reading it as a stream does not. Needs
/// CommandBehavior.SequentialAccess.
/// </summary>
internal static class LongCell
{
    private const int Chunk = 32 * 1024;

    /// <summary>Most texts are shorter. Read sizes start small, because SqlClient allocates a buffer of the requested size for each read.</summary>
    private const int Short = 64;
    private const int Medium = 1024;

    public static Blob Bytes(DbDataReader row, int column)
    {
        using var stream = row.GetStream(column);
        return Bytes(stream);
    }

    public static Blob Bytes(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var head = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            head.Write(buffer, 0, (int)Math.Min(read, Blob.Kept - head.Length));
        }
        ArrayPool<byte>.Shared.Return(buffer);
        return new Blob(head.ToArray(), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The text. If it is cut at <see cref="CutText.Kept"/> characters, also length and hash of the whole.</summary>
    public static (string Text, CutText? Cut) Text(DbDataReader row, int column)
    {
        using var reader = row.GetTextReader(column);
        return Text(reader);
    }

    public static (string Text, CutText? Cut) Text(TextReader reader)
    {
        Span<char> start = stackalloc char[Short];
        var read = reader.ReadBlock(start);
        return read < Short ? (new string(start[..read]), null) : MediumText(start, reader);
    }

    /// <summary>A method of its own, because .NET clears a method's stack buffers on entry, and most texts do not need this buffer.</summary>
    private static (string Text, CutText? Cut) MediumText(ReadOnlySpan<char> begun, TextReader reader)
    {
        Span<char> start = stackalloc char[Medium];
        begun.CopyTo(start);
        var read = Short + reader.ReadBlock(start[Short..]);
        return read < Medium ? (new string(start[..read]), null) : LongText(start, reader);
    }

    private static (string Text, CutText? Cut) LongText(ReadOnlySpan<char> start, TextReader reader)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(start));
        var text = new StringBuilder().Append(start);
        long length = start.Length;
        var buffer = new char[Chunk / sizeof(char)];
        for (int read; (read = reader.ReadBlock(buffer)) > 0; length += read)
        {
            hash.AppendData(MemoryMarshal.AsBytes(buffer.AsSpan(0, read)));
            text.Append(buffer, 0, Math.Min(read, CutText.Kept - text.Length));
        }
        return length <= CutText.Kept
            ? (text.ToString(), null)
            : (text.ToString(), new CutText(length, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }
}
