using System.Security.Cryptography;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The evidence that `reconcile` writes: the same each time, signed on request, and no edit of it is overlooked.</summary>
public sealed class EvidenceTests : ReconcileTestBase
{
    [Fact]
    public async Task Evidence_is_the_same_bytes_each_time_and_every_edit_is_found()
    {
        using var key = Wine.NewKey();
        var secret = _plant.Folder.WriteSecret("key.pem", key.ExportECPrivateKeyPem());
        var pub = _plant.Folder.Write("pub.pem", key.ExportSubjectPublicKeyInfoPem());
        var (plain, again, signed) = (_plant.Folder.Of("one"), _plant.Folder.Of("two"), _plant.Folder.Of("signed"));

        Assert.Equal(0, (await ReconcileAsync("--deep", "--to", To, "--evidence", plain)).Code);
        await ReconcileAsync("--deep", "--to", To, "--evidence", again);
        await ReconcileAsync("--deep", "--to", To, "--evidence", signed, "--sign", secret);

        var lines = File.ReadAllLines(plain);
        Assert.Equal(File.ReadAllBytes(plain), File.ReadAllBytes(again));
        Assert.Equal(lines, File.ReadAllLines(signed)[..^1]);
        Assert.All(
            _wats.Store.All(),
            r =>
                Assert.Contains(
                    lines,
                    l =>
                        l.Contains($"\"id\":\"{r.Header.Id}\"", StringComparison.Ordinal)
                        && l.Contains(r.Sha256, StringComparison.Ordinal)
                )
        );
        var good = await CheckAsync(signed, "--key", pub);
        Assert.Equal((0, true), (good.Code, (bool)good.Json["isWhole"]!));
        Assert.Equal((0, 5), ((await CheckAsync(plain)).Code, (await CheckAsync(plain, "--key", pub)).Code));

        File.WriteAllText(
            plain,
            File.ReadAllText(plain).Replace("\"missing\":0", "\"missing\":1", StringComparison.Ordinal)
        );
        var edited = await CheckAsync(plain);
        Assert.Equal((5, false), (edited.Code, (bool)edited.Json["isWhole"]!));
    }

    private string To => $"{_plant.Rows.End:yyyy-MM-dd HH:mm:ss}";

    private static Task<ProcessEnd> CheckAsync(string file, params string[] more) =>
        VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            ["reconcile", "--json", "--check-evidence", file, .. more]
        );
}
