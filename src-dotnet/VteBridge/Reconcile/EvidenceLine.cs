using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VteBridge.Reconcile;

/// <summary>
/// The form of evidence: one JSON object a line, members in a fixed order, ASCII, LF. Behind the findings stands a line with the SHA-256 of all
/// lines before it, and behind that, where it is signed, one with a signature of that line.
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

    /// <summary>The key that signed the seal; null where this is no such line to the last byte.</summary>
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
