using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>However the sidecar ends, reports stay in the folder, the reason is reported, and no child process is left.</summary>
public sealed class SidecarDestinationTests : IDisposable
{
    private const string Done =
        """{"done":{"accepted":0,"rejected":0,"waiting":1,"oldest_waiting":null,"stopped":null}}""";

    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    private readonly TemporaryFolder _queue = new();
    private readonly LogLines _logs = new();

    public SidecarDestinationTests() => Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");

    public void Dispose() => _queue.Dispose();

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
    public async Task A_Python_that_is_not_there_is_told_with_what_to_do()
    {
        var missing = _queue.Of("no-python");

        var receipt = Assert.Single(await SettleAsync(new SidecarOptions { Python = missing }));

        Assert.Contains(missing, receipt.Message);
        Assert.Contains("Delivery:Sidecar:Python", receipt.Message);
    }

    [Fact]
    public async Task An_empty_queue_starts_no_child()
    {
        using var python = new FakePython("exit 3");

        Assert.Empty(await SettleAsync(python.Options, reports: 0));
        Assert.False(File.Exists(python.Of("pid")));
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

    [Fact]
    public async Task Children_that_the_sidecar_started_end_with_it()
    {
        using var python = new FakePython(
            "sh -c 'trap \"\" TERM INT HUP; echo $$ > \"$0\"; exec sleep 600' \"$(dirname \"$0\")/pid\" &\nwait"
        );

        Assert.Single(await SettleAsync(python.Options with { SilenceTimeout = TimeSpan.FromMilliseconds(500) }));

        await python.IsGoneAsync();
    }

    /// <summary>The child must not depend on other software's variables or on the folder in which vtebridge was started.</summary>
    [Fact]
    public async Task The_sidecar_starts_in_a_folder_and_an_environment_of_its_own()
    {
        using var python = new FakePython(
            "env > \"$(dirname \"$0\")/environment\"\npwd > \"$(dirname \"$0\")/folder\""
        );

        await SettleAsync(python);

        var environment = File.ReadAllLines(python.Of("environment"));
        var folder = File.ReadAllText(python.Of("folder")).Trim();
        Assert.Equal(["1"], Values("PYTHONSAFEPATH"));
        Assert.Equal([folder], Values("PYTHONPATH"));
        Assert.True(File.Exists(Path.Combine(folder, "vtebridge_sidecar", "__main__.py")), folder);
        Assert.Equal(
            ["PYTHONPATH", "PYTHONSAFEPATH", "PYTHONUNBUFFERED", "PYTHONUTF8"],
            environment
                .Select(line => line.Split('=')[0])
                .Where(name => name.StartsWith("PYTHON", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

        string[] Values(string name) =>
            [
                .. environment
                    .Where(l => l.StartsWith(name + "=", StringComparison.Ordinal))
                    .Select(l => l.Split('=')[1]),
            ];
    }

    /// <summary>The child must not learn how to connect to VTE.</summary>
    [Fact]
    public async Task The_child_does_not_get_the_configuration_of_the_program()
    {
        using var python = new FakePython(
            "env > \"$(dirname \"$0\")/environment\"\necho \"$@\" > \"$(dirname \"$0\")/arguments\"\nexit 3"
        );
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with
            {
                Destination = DestinationNames.Sidecar,
                Sidecar = python.Options with { StopTimeout = TimeSpan.FromSeconds(1) },
            },
        };

        var end = await plant.RunAsync(
            new Dictionary<string, string?> { ["PYWATS_API_TOKEN"] = "the-token" },
            "sync",
            "--json"
        );

        Assert.True(end.Code == 4, $"{end.Code}: {end.Errors}");
        Assert.DoesNotContain("VTEBRIDGE__", File.ReadAllText(python.Of("environment")));
        Assert.Contains("PYWATS_API_TOKEN=the-token", File.ReadAllText(python.Of("environment")));
        Assert.DoesNotContain("the-token", File.ReadAllText(python.Of("arguments")) + end.Output + end.Errors);
    }

    /// <summary>The receipt is for a report that was sent before the run was edited, so it says nothing about the edit.</summary>
    [Theory]
    [InlineData("Accepted")]
    [InlineData("Rejected")]
    public async Task A_receipt_for_an_earlier_version_does_not_settle_the_newer(string outcome)
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 20, sequence: 1);
        using var python = new FakePython(
            $"echo '{{\"id\":\"{run}\",\"outcome\":\"{outcome}\",\"sha256\":\"{new string('0', 64)}\"}}'\necho '{Done}'"
        );
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };

        var summary = await plant.SyncAsync();

        Assert.Equal((0, 0, 1), (summary.Accepted, summary.Rejected, summary.Queued));
        Assert.Equal(Outcome.Queued, Assert.Single(plant.Recorded()).Outcome);
        Assert.Empty(plant.DeadLetters());
    }

    [Fact]
    public async Task A_refusal_of_a_report_that_the_store_does_not_know_is_a_dead_letter()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        using var python = new FakePython(
            $"echo '{{\"id\":\"{Id}\",\"outcome\":\"Rejected\",\"message\":\"$.sn: is empty\"}}'\necho '{Done}'"
        );
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };

        var summary = await plant.SyncAsync();

        Assert.Equal((1, ExitCode.DeadLetters), (summary.DeadLetters, summary.ExitCode));
        Assert.Contains("$.sn: is empty", plant.DeadLetters()[Id].What);
    }

    private Task<List<Receipt>> SettleAsync(FakePython python) => SettleAsync(python.Options);

    private async Task<List<Receipt>> SettleAsync(SidecarOptions options, int reports = 1)
    {
        var delivery = new DeliveryOptions { FlushToDisk = false, MinFreeMegabytes = 0 };
        var queue = new FolderDestination(DestinationNames.Sidecar, _queue.Path, FolderConvention.OwnQueue, delivery);
        var destination = new OwnQueue(
            queue,
            _queue.Path,
            new SidecarDrain(_queue.Path, options, Process(options), new Logger<SidecarDrain>(_logs)),
            TimeProvider.System,
            new Logger<OwnQueue>(_logs)
        );
        for (var report = 0; report < reports; report++)
            destination.Deliver(new Outgoing(Guid.NewGuid(), "{}"u8.ToArray()));
        var receipts = new List<Receipt>();
        await foreach (var receipt in destination.ReceiptsAsync(TestContext.Current.CancellationToken))
            receipts.Add(receipt);
        return receipts;
    }

    private SidecarProcess Process(SidecarOptions options) =>
        new(options, TimeProvider.System, new Logger<SidecarProcess>(_logs));
}
