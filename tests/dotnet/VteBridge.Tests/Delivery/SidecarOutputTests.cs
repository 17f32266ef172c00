using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;

namespace VteBridge.Tests.Delivery;

/// <summary>What the sidecar writes, and how it ends, decide the receipts and what the log says.</summary>
public sealed class SidecarOutputTests : FakeSidecarTest
{
    [Fact]
    public async Task A_sidecar_that_ends_well_gives_its_receipts()
    {
        using var python = new FakePython($"echo '{{\"id\":\"{Id}\",\"outcome\":\"Accepted\"}}'\necho '{Done}'");

        Assert.Equal([new Receipt(Guid.Parse($"{Id}"), Outcome.Accepted)], await SettleAsync(python));
        Assert.Empty(_logs.Warnings);
    }

    [Fact]
    public async Task A_sidecar_that_dies_leaves_its_last_words()
    {
        using var python = new FakePython("echo 'Traceback' >&2\necho 'ImportError: no pywats' >&2\nexit 3");

        var receipt = Assert.Single(await SettleAsync(python));

        Assert.True(receipt.IsOfDestination);
        Assert.Contains("ImportError: no pywats", receipt.Message);
        Assert.Contains(
            _logs.Warnings,
            w => w.Contains("code 3", StringComparison.Ordinal) && w.Contains("Traceback", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_sidecar_that_ends_without_its_last_line_did_not_finish()
    {
        using var python = new FakePython($"echo '{{\"id\":\"{Id}\",\"outcome\":\"Accepted\"}}'");

        var receipts = await SettleAsync(python);

        Assert.Equal([Outcome.Accepted, Outcome.Unavailable], receipts.Select(r => r.Outcome));
    }

    [Fact]
    public async Task A_sidecar_that_is_killed_is_told_of()
    {
        using var python = new FakePython("kill -9 $$");

        Assert.True(Assert.Single(await SettleAsync(python)).IsOfDestination);
    }

    [Fact]
    public async Task A_sidecar_that_prints_rubbish_is_not_believed()
    {
        using var python = new FakePython(
            $"echo 'hello'\nprintf '\\377\\376\\000{{\\n'\necho '{{\"id\":\"x\",\"outcome\":\"Rejected\"}}'\necho '{Done}'"
        );

        Assert.Empty(await SettleAsync(python));
        Assert.Equal(3, _logs.Warnings.Count(w => w.Contains("is not a receipt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_that_never_ends_is_cut()
    {
        using var python = new FakePython($"head -c 5000000 /dev/zero | tr '\\0' x\necho\necho '{Done}'");

        Assert.Empty(await SettleAsync(python));
        Assert.All(_logs.Warnings, w => Assert.True(w.Length < 1000));
    }

    [Fact]
    public async Task A_sidecar_that_floods_its_standard_error_is_read_on()
    {
        using var python = new FakePython($"yes 'a warning of some library' | head -n 100000 >&2\necho '{Done}'");

        Assert.Empty(await SettleAsync(python));
        Assert.Contains(_logs.All, l => l.Contains("a warning of some library", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_that_WATS_asks_for_is_told_once()
    {
        using var python = new FakePython(
            """
            echo '{"progress":{"accepted":3,"rejected":0,"wait":25,"reason":"WATS asks to wait (429: slow)","per_minute":null}}'
            echo '{"progress":{"accepted":3,"rejected":0,"wait":15,"reason":"WATS asks to wait (429: slow)","per_minute":null}}'
            """ + $"\necho '{Done}'"
        );

        Assert.Empty(await SettleAsync(python));
        Assert.Empty(_logs.Warnings);
        Assert.Contains("25 s: WATS asks to wait (429: slow)", Assert.Single(_logs.All, l => l.Contains("Nothing is")));
    }

    [Fact]
    public async Task What_stopped_it_is_told_without_the_level_and_once()
    {
        var stopped = Done.Replace("null}}", "\"no token\"}}", StringComparison.Ordinal);
        using var python = new FakePython($"echo 'ERROR stopped: no token' >&2\necho '{stopped}'\nexit 4");

        Assert.EndsWith(": no token", Assert.Single(await SettleAsync(python)).Message);
        Assert.DoesNotContain("ERROR", Assert.Single(_logs.Warnings));
        Assert.Equal("no token", new SidecarEnd(4, "INFO hello\nERROR no token").Why);
    }
}
