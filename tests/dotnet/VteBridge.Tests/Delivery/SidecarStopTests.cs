namespace VteBridge.Tests.Delivery;

/// <summary>No child process is left, whether the sidecar hangs, the sync is interrupted or nobody reads on.</summary>
public sealed class SidecarStopTests : FakeSidecarTest
{
    [Fact]
    public async Task A_sidecar_that_hangs_is_stopped_after_a_while()
    {
        using var python = new FakePython("echo working >&2\nexec sleep 600");

        var receipt = Assert.Single(
            await SettleAsync(python.Options with { SilenceTimeout = TimeSpan.FromMilliseconds(500) })
        );

        Assert.Contains("wrote nothing for 00:00:00.5", receipt.Message);
        await python.IsGoneAsync();
    }

    [Fact]
    public async Task A_sidecar_that_closes_its_output_and_stays_is_stopped()
    {
        using var python = new FakePython($"echo '{Done}'\nexec sleep 600 >&- 2>&-");

        Assert.True(Assert.Single(await SettleAsync(python)).IsOfDestination);
        await python.IsGoneAsync();
    }

    [Fact]
    public async Task A_sync_that_is_interrupted_asks_the_sidecar_to_end_and_kills_it_when_it_does_not()
    {
        using var python = new FakePython(
            "trap '' TERM INT HUP\necho '{}'\nwhile true; do read -r line || sleep 0.05; done"
        );
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var line in Process(python.Options).LinesAsync(["drain"], null, stop.Token))
                await stop.CancelAsync();
        });

        Assert.Contains(_logs.Warnings, w => w.Contains("is killed", StringComparison.Ordinal));
        await python.IsGoneAsync();
    }

    [Fact]
    public async Task A_sidecar_that_is_asked_to_end_may_end_by_itself()
    {
        using var python = new FakePython("echo '{}'\ncat > /dev/null\necho ended > \"$(dirname \"$0\")/ended\"");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var line in Process(python.Options with { StopTimeout = TimeSpan.FromSeconds(20) })
                    .LinesAsync(["drain"], null, stop.Token)
            )
                await stop.CancelAsync();
        });

        Assert.True(File.Exists(python.Of("ended")));
        Assert.Empty(_logs.Warnings);
    }

    [Fact]
    public async Task A_reader_that_wants_no_more_lines_leaves_no_child()
    {
        using var python = new FakePython("while true; do echo '{}'; done");

        await foreach (
            var line in Process(python.Options).LinesAsync(["drain"], null, TestContext.Current.CancellationToken)
        )
            break;

        await python.IsGoneAsync();
    }

    [Fact]
    public async Task Children_that_the_sidecar_started_end_with_it()
    {
        using var python = new FakePython(
            "sh -c 'trap \"\" TERM INT HUP; echo $$ > \"$0\"; exec sleep 600' \"$(dirname \"$0\")/pid\" &\nwait"
        );

        Assert.Single(await SettleAsync(python.Options with { SilenceTimeout = TimeSpan.FromMilliseconds(500) }));

        await python.IsGoneAsync();
    }
}
