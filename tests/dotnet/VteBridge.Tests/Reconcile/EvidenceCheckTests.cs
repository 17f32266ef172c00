using System.Security.Cryptography;
using VteBridge.Reconcile;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.Reconcile;

public sealed class EvidenceCheckTests : IDisposable
{
    private readonly ECDsa _key = Wine.NewKey();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Evidence_as_it_was_written_is_whole()
    {
        Assert.Null(Check(Evidence(isSigned: false)).Problem);
        Assert.Null(Check(Evidence(isSigned: true), _key).Problem);
        Assert.Equal(64, Check(Evidence(isSigned: true)).Signer!.Length);
        Assert.Equal(7, Check(Evidence(isSigned: false)).Result!.Value.GetProperty("missing").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_character_that_is_changed_left_out_or_added_is_found(bool isSigned)
    {
        var whole = Evidence(isSigned);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var other in Enumerable.Range(0, 127).Append(255).Where(c => c != whole[at]))
            {
                var edited = (byte[])whole.Clone();
                edited[at] = (byte)other;
                Found(edited, $"{(char)whole[at]} at {at} became {other}");
            }
            Found([.. whole[..at], .. whole[(at + 1)..]], $"character {at} is left out");
            Found([.. whole[..at], whole[at], .. whole[at..]], $"character {at} is there twice");
            Found([.. whole[..at], (byte)'\n', .. whole[at..]], $"a line end before {at}");
        }
        Found([.. whole, (byte)'\n'], "a line end behind it");

        void Found(byte[] edited, string what) => Assert.True(Check(edited).Problem is not null, what);
    }

    [Fact]
    public void Lines_that_are_left_out_exchanged_or_added_are_found()
    {
        var lines = Lines(Evidence(isSigned: true));

        for (var line = 0; line < lines.Count - 1; line++)
        {
            Assert.NotNull(Check(Joined(lines.Where((_, i) => i != line))).Problem);
            Assert.NotNull(
                Check(Joined([.. lines[..line], lines[line + 1], lines[line], .. lines[(line + 2)..]])).Problem
            );
        }
        Assert.NotNull(Check(Joined(lines.Append(lines[1]))).Problem);
        Assert.NotNull(Check([]).Problem);
    }

    [Fact]
    public void With_the_right_key_evidence_that_lost_its_signature_or_has_anothers_is_found()
    {
        using var other = Wine.NewKey();

        Assert.Equal("it is not signed", Check(Evidence(isSigned: false), _key).Problem);
        Assert.Equal("it is signed with another key", Check(Evidence(isSigned: true), other).Problem);
    }

    private static EvidenceCheck Check(byte[] evidence, ECDsa? key = null) =>
        EvidenceCheck.Of(new MemoryStream(evidence), key);

    private byte[] Evidence(bool isSigned)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = new[]
        {
            EvidenceLine.Of(new { evidence = 1, program = "1.2.3" }),
            EvidenceLine.Of(new { id = "6f96", sentHash = "ab12" }),
            EvidenceLine.Of(new { missing = 7 }),
        };
        foreach (var line in lines)
            hash.AppendData(line);
        var seal = EvidenceLine.Seal(hash);
        return Joined([.. lines, seal, .. isSigned ? [EvidenceLine.Signed(seal, _key)] : Array.Empty<byte[]>()]);
    }

    private static byte[] Joined(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => line)];

    private static List<byte[]> Lines(byte[] evidence) =>
        [
            .. System
                .Text.Encoding.ASCII.GetString(evidence)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Encoding.ASCII.GetBytes(line + "\n")),
        ];
}
