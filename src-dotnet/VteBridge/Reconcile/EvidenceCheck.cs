using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace VteBridge.Reconcile;

/// <summary>Checks whether an evidence file is as it was written. Needs neither VTE nor WATS nor the state store.</summary>
/// <param name="Problem">What is wrong with the file; null when it is intact.</param>
/// <param name="Head">The first line of the file: what was looked at.</param>
/// <param name="Result">The last line before the seal: the sums.</param>
/// <param name="Signer">SHA-256 of the public key that signed the file, lower-case hex; null when it is not signed.</param>
internal sealed record EvidenceCheck(string? Problem, JsonElement? Head, JsonElement? Result, string? Signer)
{
    private const int LongestLine = 1 << 20;

    /// <param name="key">The key that must have signed the file; null accepts any key and a file without a signature.</param>
    public static EvidenceCheck Of(Stream file, ECDsa? key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[]? head = null,
            last = null,
            seal = null,
            signature = null;
        foreach (var line in Lines(file))
            if (seal is not null)
            {
                if (signature is not null || line.Length == 0)
                    return Wrong("there is more content after its last line");
                signature = line;
            }
            else if (EvidenceLine.IsSeal(line))
            {
                if (!line.AsSpan().SequenceEqual(EvidenceLine.Seal(hash)))
                    return Wrong("it was changed after it was written: its hash does not match its lines");
                seal = line;
            }
            else
            {
                hash.AppendData(line);
                (head, last) = (head ?? line, line);
            }
        if (seal is null || head is null || !head.AsSpan().StartsWith("{\"evidence\":"u8))
            return Wrong("it is not an evidence file of VteBridge, or its end is missing");
        var signer = signature is null ? null : EvidenceLine.Signer(seal, signature);
        if (signature is not null && signer is null)
            return Wrong("its signature does not match");
        if (key is not null && signer is null)
            return Wrong("it is not signed");
        if (key is not null && !key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(signer))
            return Wrong("it is signed with another key");
        return new EvidenceCheck(
            null,
            JsonElement.Parse(head),
            JsonElement.Parse(last!),
            signer is null ? null : Convert.ToHexStringLower(SHA256.HashData(signer))
        );
    }

    private static EvidenceCheck Wrong(string problem) => new(problem, null, null, null);

    /// <summary>
    /// The lines with their line ends; the last line may have none. A line longer than <see cref="LongestLine"/> is cut; VteBridge
    /// writes none that long.
    /// </summary>
    private static IEnumerable<byte[]> Lines(Stream file)
    {
        using var buffered = new BufferedStream(file, 1 << 16);
        var line = new MemoryStream();
        for (int b; (b = buffered.ReadByte()) >= 0; )
        {
            line.WriteByte((byte)b);
            if (b != '\n' && line.Length < LongestLine)
                continue;
            yield return line.ToArray();
            line.SetLength(0);
        }
        if (line.Length > 0)
            yield return line.ToArray();
    }
}

/// <summary>
/// The format of evidence files: one JSON object a line, members in a fixed order, ASCII, LF. After the findings comes the seal,
/// a line with the SHA-256 of all lines before it. In a signed file a line with a signature of the seal follows.
/// </summary>
internal static class EvidenceLine
{
    public const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Of(object line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];

    public static byte[] Seal(IncrementalHash before) =>
        Of(new { sha256 = Convert.ToHexStringLower(before.GetCurrentHash()) });

    public static bool IsSeal(ReadOnlySpan<byte> line) => line.StartsWith("{\"sha256\":"u8);

    public static byte[] Signed(byte[] seal, ECDsa key) =>
        SignatureLine(key.SignData(seal, HashAlgorithmName.SHA256), key.ExportSubjectPublicKeyInfo());

    /// <summary>The public key that signed the seal; null unless the line is, to the last byte, a valid signature line.</summary>
    public static byte[]? Signer(byte[] seal, byte[] line)
    {
        try
        {
            if (
                JsonSerializer.Deserialize<SignedLine>(line, Json)
                is not { Signature: not null, PublicKey: not null } read
            )
                return null;
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(read.PublicKey, out _);
            var isRight =
                key.VerifyData(seal, read.Signature, HashAlgorithmName.SHA256)
                && SignatureLine(read.Signature, key.ExportSubjectPublicKeyInfo()).AsSpan().SequenceEqual(line);
            return isRight ? read.PublicKey : null;
        }
        catch (Exception e)
            when (e is JsonException or CryptographicException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] SignatureLine(byte[] signature, byte[] publicKey) => Of(new SignedLine(signature, publicKey));

    private sealed record SignedLine(byte[] Signature, byte[] PublicKey);
}
